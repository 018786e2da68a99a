/**
 * The S3 endpoint: who signs with which key may do what, one operation at a time, and what runs on
 * a right is cut when the right ends. The protocol itself is S3Proxy's. It knows nothing of users
 * beyond what core says of them.
 */
@NullMarked
package gatehouse.doors.s3;

import org.jspecify.annotations.NullMarked;
