package gatehouse.doors.cli.command;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a change to access did, in words. */
public final class ReceiptText {
  private ReceiptText() {}

  /** One line for when and where it is in force, one for what it cut. */
  public static List<String> of(JsonNode receipt) {
    var lines = new ArrayList<String>();
    if (!receipt.isObject()) {
      return lines;
    }
    int nodes = receipt.path("nodes").size();
    lines.add(
        "In force on "
            + counted(nodes, "node")
            + " after "
            + receipt.path("tookMillis").asLong(0)
            + " ms (revision "
            + receipt.path("revision").asLong(0)
            + ").");
    sum("Closed: ", receipt.path("connections"), " connection", lines);
    sum("Ended: ", receipt.path("credentials"), "", lines);
    for (JsonNode workload : receipt.path("workloads").values()) {
      lines.add("Workload: " + workload.asString(""));
    }
    for (JsonNode expired : receipt.path("expired").values()) {
      lines.add("Waited out the lease of node " + expired.asString("") + ", which did not answer.");
    }
    return lines;
  }

  private static void sum(String start, JsonNode counts, String what, List<String> lines) {
    var parts = new ArrayList<String>();
    counts
        .properties()
        .forEach(
            entry -> {
              long count = entry.getValue().asLong(0);
              if (count > 0) {
                parts.add(counted(count, entry.getKey() + what));
              }
            });
    if (!parts.isEmpty()) {
      lines.add(start + String.join(", ", parts) + ".");
    }
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
