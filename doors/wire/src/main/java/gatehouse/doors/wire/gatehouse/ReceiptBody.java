package gatehouse.doors.wire.gatehouse;

import java.util.List;
import java.util.Map;

/** What a change to access did everywhere by the time its call returned. */
public record ReceiptBody(
    long revision,
    List<String> nodes,
    List<String> expired,
    Map<String, Integer> connections,
    Map<String, Integer> credentials,
    List<String> workloads,
    long tookMillis) {}
