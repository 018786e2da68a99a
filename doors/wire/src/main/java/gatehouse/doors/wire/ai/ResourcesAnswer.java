package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The share of the machine; memory in bytes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourcesAnswer(int cpu, int gpu, String flavor, long memory) {}
