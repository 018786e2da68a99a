/** What people and labels used. */
@NullMarked
package gatehouse.doors.cli.usage;

import org.jspecify.annotations.NullMarked;
