/** Application tokens. */
@NullMarked
package gatehouse.doors.cli.token;

import org.jspecify.annotations.NullMarked;
