/** How much a project and its users may use at a time. */
@NullMarked
package gatehouse.doors.cli.quota;

import org.jspecify.annotations.NullMarked;
