package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.remote.Route;

/** The kinds of workloads, with what differs between them. */
public enum Kind {
  JOB("job", "kill"),
  NOTEBOOK("notebook", "stop"),
  APP("app", "stop");

  private final String word;
  private final String stopRoute;

  Kind(String word, String stopRoute) {
    this.word = word;
    this.stopRoute = stopRoute;
  }

  /** The noun, as on the command line and in addresses. */
  public String word() {
    return word;
  }

  /** Whether nothing runs in this state any more. */
  public boolean hasEnded(String state) {
    return switch (state) {
      case "FAILED", "ERROR", "SYNC_FAILED" -> true;
      case "DONE", "INTERRUPTED" -> this == JOB;
      case "STOPPED", "DELETED" -> this != JOB;
      default -> false;
    };
  }

  /** Where all of this kind stand. */
  public Route all() {
    return new Route("/v1/" + word);
  }

  /** Where one of them stands. */
  public Route one(String id) {
    return Route.of("/v1/" + word + "/{}", id);
  }

  /** Where something of one of them stands. */
  public Route under(String id, String what) {
    return Route.of("/v1/" + word + "/{}/" + what, id);
  }

  String stopRoute() {
    return stopRoute;
  }
}
