/**
 * One request to object storage, whatever protocol it came by: registered with its caller first,
 * decided by role and policy for each thing it does, cut when a right that it used ends. Knows no
 * protocol.
 */
@NullMarked
package gatehouse.doors.s3.transfer;

import org.jspecify.annotations.NullMarked;
