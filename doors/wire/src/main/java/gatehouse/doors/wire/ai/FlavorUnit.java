package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;

/** What one unit has; memory in bytes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlavorUnit(int cpu, long memory) {}
