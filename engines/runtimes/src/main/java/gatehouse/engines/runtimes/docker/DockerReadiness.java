package gatehouse.engines.runtimes.docker;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.RuntimeReport;
import java.util.ArrayList;
import java.util.List;

/** Whether the engine answers, and is one that we can use. */
final class DockerReadiness {
  private static final String NAME = "docker";
  private static final String CURE =
      "Start it (systemctl start docker, or podman.socket), or say with --docker-socket where it"
          + " listens; --runtime local needs no engine.";

  private final Engine engine;
  private final int user;
  private volatile boolean good;

  /**
   * @param user the server's own user id
   */
  DockerReadiness(Engine engine, int user) {
    this.engine = engine;
    this.user = user;
  }

  /** Asks it afresh. */
  RuntimeReport report() {
    var remarks = new ArrayList<String>();
    String limits = "advisory";
    String fault = "";
    try {
      Engine.Kind kind = engine.kind();
      limits = kind.limits();
      fault = fault(kind);
      if (fault.isEmpty()) {
        remarks.add("Workloads run in containers of " + kind.name() + ".");
      }
      if (limits.equals("advisory")) {
        remarks.add("The engine keeps no limits of memory: limits are advisory.");
      }
    } catch (EngineFault e) {
      fault = e.sentence();
    }
    if (user != 0) {
      remarks.add(
          "The server is not root, so all workloads run as its own user of this machine, kept apart"
              + " by their containers alone.");
    }
    good = fault.isEmpty();
    if (!good) {
      remarks.addAll(List.of("Workloads cannot run here: " + fault, CURE));
    }
    return new RuntimeReport(NAME, good, limits, remarks);
  }

  /**
   * @throws Refused where nothing can be run
   */
  void require() {
    if (!good) {
      RuntimeReport report = report();
      if (!report.available()) {
        throw new Refused(new Unavailable(String.join(" ", report.remarks())));
      }
    }
  }

  private static String fault(Engine.Kind kind) {
    return kind.rootless()
        ? kind.name()
            + " maps its containers' users to others (rootless, or userns-remap), so that they"
            + " could not write what is theirs"
        : "";
  }
}
