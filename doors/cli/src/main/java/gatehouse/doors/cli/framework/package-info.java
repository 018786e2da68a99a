/** What notebooks can compute with. */
@NullMarked
package gatehouse.doors.cli.framework;

import org.jspecify.annotations.NullMarked;
