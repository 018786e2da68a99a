package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** Something that happened to a workload. */
public record WorkloadEventBody(Instant at, String state, String code, String sentence) {}
