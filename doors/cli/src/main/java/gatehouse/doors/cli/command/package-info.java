/**
 * What all verbs share: the global options, the session they open, output formats, times on the
 * command line.
 */
@NullMarked
package gatehouse.doors.cli.command;

import org.jspecify.annotations.NullMarked;
