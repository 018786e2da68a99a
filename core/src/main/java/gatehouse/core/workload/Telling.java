package gatehouse.core.workload;

import org.jspecify.annotations.Nullable;

/** How an app with its replicas is, in a sentence. */
final class Telling {
  private Telling() {}

  /** Of one that serves. */
  static String running(Fleet fleet, AppSpec spec, @Nullable String warning) {
    var said = new StringBuilder("Running");
    int wanted = fleet.wanted(spec);
    long present =
        fleet.replicas().stream()
            .filter(one -> one.version() == fleet.version())
            .filter(one -> one.phase() == Replica.Phase.READY)
            .count();
    if (fleet.changes()) {
      said.append(": changing to another version, ");
      said.append(present).append(" of ").append(wanted).append(" replicas ready");
    } else if (present < wanted) {
      said.append(": ").append(present).append(" of ").append(wanted).append(" replicas ready");
    }
    if (fleet.waitsFor() != null) {
      said.append(", ").append(fleet.waitsFor());
    }
    if (warning != null) {
      said.append(": ").append(warning);
    }
    return said.toString();
  }

  /** Of one that does not serve. */
  static String starting(Fleet fleet, AppSpec spec) {
    if (fleet.failure() != null) {
      return "Ending: " + fleet.failure();
    }
    if (fleet.wanted(spec) == 0) {
      return "Sleeping: the next request wakes it";
    }
    if (fleet.waitsFor() != null) {
      return "Waiting: " + fleet.waitsFor();
    }
    return spec.serving().readiness() == null
        ? silent(spec)
        : "Starting: it does not say yet that it is ready";
  }

  static String silent(WorkloadSpec spec) {
    return "Starting: nothing answers on port " + spec.httpPort() + " yet";
  }

  /** That a change was taken back is the last word until something else is to be said. */
  static boolean lasts(String said, Fleet fleet, AppSpec spec) {
    return said.startsWith("Running: the change was taken back")
        && running(fleet, spec, null).equals("Running");
  }
}
