/** {@code gatehouse s3-key}: key pairs for object storage. */
@NullMarked
package gatehouse.doors.cli.s3key;

import org.jspecify.annotations.NullMarked;
