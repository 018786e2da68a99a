/** {@code gatehouse bucket}: buckets and the objects in them. */
@NullMarked
package gatehouse.doors.cli.bucket;

import org.jspecify.annotations.NullMarked;
