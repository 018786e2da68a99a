/** Projects. */
@NullMarked
package gatehouse.doors.cli.project;

import org.jspecify.annotations.NullMarked;
