/** What the installation offers: flavors, frameworks, editors, images. */
@NullMarked
package gatehouse.doors.cli.capabilities;

import org.jspecify.annotations.NullMarked;
