/** Notebooks. */
@NullMarked
package gatehouse.doors.cli.notebook;

import org.jspecify.annotations.NullMarked;
