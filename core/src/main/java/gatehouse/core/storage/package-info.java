/**
 * Object storage: what may be done with buckets and objects, the policy that narrows it, and the
 * port to where the bytes lie. It knows neither the S3 protocol nor JSON.
 */
@NullMarked
package gatehouse.core.storage;

import org.jspecify.annotations.NullMarked;
