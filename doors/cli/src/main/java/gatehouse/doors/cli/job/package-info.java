/** Jobs. */
@NullMarked
package gatehouse.doors.cli.job;

import org.jspecify.annotations.NullMarked;
