/**
 * The command line: a client like any other. Reads arguments, asks the server, prints. Knows
 * nothing of core or engines.
 */
@NullMarked
package gatehouse.doors.cli;

import org.jspecify.annotations.NullMarked;
