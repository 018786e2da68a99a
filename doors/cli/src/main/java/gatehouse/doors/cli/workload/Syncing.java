package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Waits until the data of a workload has moved, and says how far it is on the way. */
final class Syncing {
  private static final Duration STEP = Duration.ofMillis(300);

  private final Session session;
  private final Remote remote;
  private final Kind kind;
  private final String id;
  private final JsonNode asked;
  private String shown = "";

  Syncing(Session session, Remote remote, Kind kind, String id, JsonNode asked) {
    this.session = session;
    this.remote = remote;
    this.kind = kind;
    this.id = id;
    this.asked = asked;
  }

  JsonNode untilItIsOver() {
    JsonNode now = asked;
    while (true) {
      String state = now.at("/status/state").asString("");
      String far = far(now);
      if (!far.equals(shown)) {
        shown = far;
        session.terminal().remark(far);
      }
      if (!state.equals("QUEUED") && !state.equals("RUNNING")) {
        return now;
      }
      session.world().pause().pause(STEP);
      now = look();
    }
  }

  private JsonNode look() {
    JsonNode all = remote.get(kind.one(id)).at("/status/dataSync");
    String wanted = asked.path("id").asString("");
    return all.values().stream()
        .filter(one -> one.path("id").asString("").equals(wanted))
        .findFirst()
        .orElse(asked);
  }

  static void print(Session session, String direction, JsonNode sync) {
    session.terminal().line((direction.equals("push") ? "Push: " : "Pull: ") + far(sync));
  }

  private static String far(JsonNode sync) {
    JsonNode status = sync.path("status");
    long total = 0;
    long processed = 0;
    long bytes = 0;
    for (JsonNode one : status.path("progress").values()) {
      total += one.path("total").asLong(0);
      processed += one.path("processed").asLong(0);
      bytes += one.path("transferredBytes").asLong(0);
    }
    String message = status.at("/info/message").asString("");
    String counts = total == 0 ? "" : " (" + processed + " of " + total + ", " + bytes + " bytes)";
    return (message.isEmpty() ? status.path("state").asString("") : message) + counts;
  }
}
