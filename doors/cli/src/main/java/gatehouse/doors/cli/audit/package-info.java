/** The audit: reading, exporting, and checking an export without the server. */
@NullMarked
package gatehouse.doors.cli.audit;

import org.jspecify.annotations.NullMarked;
