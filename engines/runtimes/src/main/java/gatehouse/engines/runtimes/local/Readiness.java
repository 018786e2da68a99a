package gatehouse.engines.runtimes.local;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.RuntimeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether sandboxes work here, and how limits are kept: the best way that really does. */
final class Readiness {
  private static final String NAME = "local";
  private static final String CURE =
      "On Debian or Ubuntu: apt-get install bubblewrap (0.8 or newer). Where user namespaces are"
          + " restricted (Ubuntu 23.10 and newer), give /usr/bin/bwrap an AppArmor profile that"
          + " allows them, or set kernel.apparmor_restrict_unprivileged_userns=0. On a machine"
          + " whose users are all trusted with everything on it, --insecure-local does without.";

  private final SandboxCheck check;
  private final LocalOptions options;
  private final int user;
  private volatile Limits limits;
  private volatile String fault;
  private volatile boolean plain;

  Readiness(SandboxCheck check, LocalOptions options, int user) {
    this.check = check;
    this.options = options;
    this.user = user;
    this.limits = new Rlimits(options.processes());
    this.fault = "not tried yet";
    tryAgain();
  }

  /** The way limits are kept. */
  Limits limits() {
    return limits;
  }

  /** Tries a sandbox afresh and says what came of it. */
  RuntimeReport report() {
    tryAgain();
    var remarks = new ArrayList<String>();
    if (plain) {
      remarks.add(
          "INSECURE: workloads run without a sandbox, as plain processes of the server's own user"
              + (user == 0 ? " (root)" : "")
              + ": whoever may launch one may read and change all that this user may, Gatehouse's"
              + " keys and data included, and reaches every network. --insecure-local allows it,"
              + " as no sandbox can be made here: "
              + fault);
      remarks.add(CURE);
    } else if (!fault.isEmpty()) {
      remarks.add("Workloads cannot run here: " + fault);
      remarks.add(CURE);
    }
    remarks.addAll(limits.remarks());
    if (user != 0 && !plain) {
      remarks.add(
          "The server is not root, so all workloads run as its own user of this machine, kept"
              + " apart by their sandboxes alone.");
    }
    return new RuntimeReport(NAME, canRun(), limits.name(), remarks);
  }

  /** Whether what starts now is a plain process. */
  boolean isPlain() {
    return plain;
  }

  /**
   * @throws Refused where nothing can be run
   */
  void require() {
    if (!canRun()) {
      tryAgain();
    }
    if (!canRun()) {
      throw new Refused(new Unavailable("workloads cannot run here: " + fault));
    }
  }

  private boolean canRun() {
    return fault.isEmpty() || plain;
  }

  private synchronized void tryAgain() {
    boolean couldRun = canRun();
    fault =
        Files.isExecutable(options.bubblewrap())
            ? check.fault(limits, false)
            : "there is no " + options.bubblewrap();
    plain = !fault.isEmpty() && options.insecure() && check.fault(limits, true).isEmpty();
    if (!couldRun && canRun()) {
      limits = best();
    }
  }

  private interface Way {
    Limits find() throws IOException;
  }

  private Limits best() {
    int processes = options.processes();
    List<Way> ways =
        List.of(
            () -> CgroupV2.find(user == 0, processes),
            () -> CgroupV1.find(processes),
            () -> SystemdScope.find(user, processes));
    for (Way way : ways) {
      Optional<Limits> found = working(way);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return limits;
  }

  private Optional<Limits> working(Way way) {
    try {
      Limits found = way.find();
      return check.fault(found, plain).isEmpty() ? Optional.of(found) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
