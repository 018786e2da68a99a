/**
 * What a person sees and types: colours, tables, dates, prompts, progress. Knows nothing of
 * servers.
 */
@NullMarked
package gatehouse.doors.cli.terminal;

import org.jspecify.annotations.NullMarked;
