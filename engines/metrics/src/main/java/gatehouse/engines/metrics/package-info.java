/**
 * Asks for the numbers by which apps scale, at their replicas and elsewhere, and reads them out of
 * what is answered. Knows nothing of what is made of them.
 */
@NullMarked
package gatehouse.engines.metrics;

import org.jspecify.annotations.NullMarked;
