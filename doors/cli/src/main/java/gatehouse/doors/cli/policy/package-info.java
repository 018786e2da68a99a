/** {@code gatehouse policy}: what users may do with object storage. */
@NullMarked
package gatehouse.doors.cli.policy;

import org.jspecify.annotations.NullMarked;
