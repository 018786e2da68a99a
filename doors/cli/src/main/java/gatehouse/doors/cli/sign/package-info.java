/** Signing in and out, and who one is. */
@NullMarked
package gatehouse.doors.cli.sign;

import org.jspecify.annotations.NullMarked;
