/**
 * The panel: pages for people, built from {@code src/main/panel} and carried in the jar. It is a
 * client of the public APIs and decides nothing; this package only hands out its files.
 */
@NullMarked
package gatehouse.doors.panel;

import org.jspecify.annotations.NullMarked;
