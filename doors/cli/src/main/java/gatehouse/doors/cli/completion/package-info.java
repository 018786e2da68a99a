/** Completion scripts for shells. */
@NullMarked
package gatehouse.doors.cli.completion;

import org.jspecify.annotations.NullMarked;
