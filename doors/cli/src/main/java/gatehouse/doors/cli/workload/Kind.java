package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.remote.Route;
import java.util.Set;

/** The kinds of workloads, with what differs between them. */
public enum Kind {
  JOB("job", Set.of("DONE", "INTERRUPTED", "FAILED", "ERROR", "SYNC_FAILED"), "kill"),
  NOTEBOOK("notebook", Set.of("STOPPED", "FAILED", "ERROR", "SYNC_FAILED", "DELETED"), "stop"),
  APP("app", Set.of("STOPPED", "FAILED", "ERROR", "DELETED"), "stop");

  private final String word;
  private final Set<String> ended;
  private final String stopRoute;

  Kind(String word, Set<String> ended, String stopRoute) {
    this.word = word;
    this.ended = ended;
    this.stopRoute = stopRoute;
  }

  /** The noun, as on the command line and in addresses. */
  public String word() {
    return word;
  }

  /** Whether nothing runs in this state any more. */
  public boolean hasEnded(String state) {
    return ended.contains(state);
  }

  /** Where all of this kind stand. */
  public Route all() {
    return new Route("/v1/" + word);
  }

  Route one(String id) {
    return Route.of("/v1/" + word + "/{}", id);
  }

  Route under(String id, String what) {
    return Route.of("/v1/" + word + "/{}/" + what, id);
  }

  String stopRoute() {
    return stopRoute;
  }
}
