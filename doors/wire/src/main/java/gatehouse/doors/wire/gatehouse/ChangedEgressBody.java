package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** Where the workloads of a project may connect to from now on, and what the change did. */
public record ChangedEgressBody(List<String> hosts, ReceiptBody receipt) {}
