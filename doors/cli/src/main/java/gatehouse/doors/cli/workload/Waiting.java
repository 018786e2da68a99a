package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.terminal.Terminal;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Waits for a workload to reach a state, and says which states it passes on the way. */
public final class Waiting {
  private static final Duration STEP = Duration.ofMillis(300);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Session session;
  private final Remote remote;
  private final Kind kind;
  private final String id;
  private String shown = "";

  /** Waits for one workload. */
  public Waiting(Session session, Remote remote, Kind kind, String id) {
    this.session = session;
    this.remote = remote;
    this.kind = kind;
    this.id = id;
  }

  /** Until it runs, or has ended before one could see it run. */
  public JsonNode untilItRuns() {
    return until(state -> state.equals("RUNNING") || kind.hasEnded(state));
  }

  /** The same, silent about an end: whoever follows its log sees what it said before that. */
  public JsonNode untilThereIsALog() {
    while (true) {
      JsonNode now = look();
      if (kind.hasEnded(state(now))) {
        return now;
      }
      show(now);
      if (state(now).equals("RUNNING")) {
        return now;
      }
      session.world().pause().pause(STEP);
    }
  }

  /** Until it runs after a start: the state of its last run may still be seen for a moment. */
  JsonNode untilItRunsAgain() {
    long patience = GRACE.dividedBy(STEP);
    for (long step = 0; step < patience; step++) {
      JsonNode now = look();
      if (!kind.hasEnded(state(now))) {
        return untilItRuns();
      }
      session.world().pause().pause(STEP);
    }
    return look();
  }

  /** Until it has ended. */
  public JsonNode untilItEnds() {
    return until(kind::hasEnded);
  }

  private JsonNode until(Predicate<String> wanted) {
    while (true) {
      JsonNode now = look();
      show(now);
      if (wanted.test(state(now))) {
        return now;
      }
      session.world().pause().pause(STEP);
    }
  }

  private JsonNode look() {
    return remote.get(kind.one(id));
  }

  private void show(JsonNode now) {
    String text = WorkloadCard.state(session, now.path("status"));
    if (!text.equals(shown)) {
      shown = text;
      Terminal terminal = session.terminal();
      terminal.remark(text);
    }
  }

  static String state(JsonNode workload) {
    return workload.path("status").path("state").asString("");
  }

  /** Whether it ended otherwise than well. */
  public static boolean failed(JsonNode workload) {
    return switch (state(workload)) {
      case "FAILED", "ERROR", "SYNC_FAILED", "INTERRUPTED", "TIMEOUT" -> true;
      default -> false;
    };
  }

  /** The exit code of a job's own process. */
  public static int exitCode(JsonNode workload) {
    JsonNode code = workload.path("status").path("exitCode");
    if (!code.isNumber()) {
      throw new Failure(
          "It has no exit code: it is " + state(workload) + ", its process did not end by itself.");
    }
    return code.asInt();
  }
}
