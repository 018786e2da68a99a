/**
 * The model's {@code /v1} API: workloads, tokens, capabilities. Turns calls into use cases and what
 * they return into records of the wire; decides nothing and keeps nothing.
 */
@NullMarked
package gatehouse.doors.api.ai;

import org.jspecify.annotations.NullMarked;
