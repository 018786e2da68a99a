package gatehouse.doors.gateway;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.WorkloadDirectory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which runs an exchange was sent to: one has it in hand, the others were found dead. */
final class Tries {
  private final WorkloadDirectory directory;
  private Set<RunId> dead = Set.of();
  private @Nullable RunId inHand;

  Tries(WorkloadDirectory directory) {
    this.directory = directory;
  }

  /** The exchange goes to a run; null for our own web server. */
  void goTo(@Nullable RunId run) {
    if (run == null || !run.equals(inHand)) {
      over();
      inHand = run;
      if (run != null) {
        directory.begins(run);
      }
    }
  }

  /** The run it went to did not take it. */
  void wasDead() {
    RunId run = inHand;
    over();
    if (run != null) {
      var more = new HashSet<>(dead);
      more.add(run);
      dead = more;
    }
  }

  /** Those that did not take it. */
  Set<RunId> dead() {
    return dead;
  }

  /** No run has it in hand any more. */
  void over() {
    RunId run = inHand;
    inHand = null;
    if (run != null) {
      directory.ends(run);
    }
  }
}
