/** Apps. */
@NullMarked
package gatehouse.doors.cli.app;

import org.jspecify.annotations.NullMarked;
