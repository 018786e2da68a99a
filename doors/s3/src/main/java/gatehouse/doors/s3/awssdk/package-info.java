/**
 * Our object store in the words of the AWS SDK, in which S3Proxy speaks to stores. It asks a {@link
 * gatehouse.doors.s3.awssdk.Pass} before each deed and knows nothing of connections.
 *
 * <p>The package is named so because S3Proxy tells stores apart by their package, and of those
 * under {@code awssdk} it expects what this one does: to judge conditions itself, as it writes.
 */
@NullMarked
package gatehouse.doors.s3.awssdk;

import org.jspecify.annotations.NullMarked;
