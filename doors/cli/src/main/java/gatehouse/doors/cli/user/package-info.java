/** Users: creating, listing, suspending, ending, and their passwords and sessions. */
@NullMarked
package gatehouse.doors.cli.user;

import org.jspecify.annotations.NullMarked;
