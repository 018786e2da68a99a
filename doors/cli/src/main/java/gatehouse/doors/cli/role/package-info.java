/** Roles and who holds them. */
@NullMarked
package gatehouse.doors.cli.role;

import org.jspecify.annotations.NullMarked;
