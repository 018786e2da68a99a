package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** Some of the workloads of a kind, and how many there are. */
public record WorkloadPage(List<WorkloadBody> items, long total) {}
