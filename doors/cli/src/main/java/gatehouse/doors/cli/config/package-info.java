/** Which server and project the command line talks to. */
@NullMarked
package gatehouse.doors.cli.config;

import org.jspecify.annotations.NullMarked;
