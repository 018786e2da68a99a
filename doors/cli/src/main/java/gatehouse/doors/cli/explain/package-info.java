/** Why somebody may or may not do something. */
@NullMarked
package gatehouse.doors.cli.explain;

import org.jspecify.annotations.NullMarked;
