/**
 * The bodies of Gatehouse's own routes, {@code /v1/gatehouse/…}, as records. Members that may be
 * absent are {@code @Nullable}; what a request must bring is checked by who reads it.
 */
@NullMarked
package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.NullMarked;
