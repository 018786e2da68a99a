package gatehouse.core.workload;

import java.time.Instant;

/** Something that happened to a workload. */
public record Event(Instant at, State state, Remark remark) {}
