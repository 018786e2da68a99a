package gatehouse.doors.cli.user;

import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What becomes of the workloads of a user who leaves. */
final class Leaving {
  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  /** One of the two ways to say it. */
  static final class Choice {
    @Option(
        names = "--workloads",
        paramLabel = "stop|keep",
        description = "What becomes of what it runs: stop (default) or keep.")
    private String workloads = "";

    @Option(
        names = "--hand-over-to",
        paramLabel = "USER",
        description = "Make all its workloads those of another user of the project.")
    private String heir = "";
  }

  /** What happens to its workloads, for a question. */
  String inWords() {
    if (!choice.heir.isEmpty()) {
      return " and hand its workloads over to " + choice.heir;
    }
    return choice.workloads.equals("keep") ? " and keep what it runs" : " and stop what it runs";
  }

  /** The same for the server. */
  Route on(Route route) {
    String fate = choice.heir.isEmpty() ? choice.workloads : "handover:" + choice.heir;
    return fate.isEmpty() ? route : route.with("workloads", fate);
  }
}
