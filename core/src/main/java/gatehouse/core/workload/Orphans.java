package gatehouse.core.workload;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells runs that nobody stands behind from those that somebody does. */
final class Orphans {
  /** So many of an app's last replicas are kept when they have ended, for their logs. */
  private static final int KEPT = 10;

  private Orphans() {}

  /**
   * Takes in the workloads that have no home and whose present run is here, or whose last was and
   * which wait for another: those of an installation that had no homes yet.
   */
  static void adopt(WorkloadRuntime runtime, WorkloadStore store, String home) {
    Set<WorkloadId> homeless =
        store.all().stream()
            .filter(one -> one.status().home() == null)
            .map(Workload::id)
            .collect(Collectors.toSet());
    for (RunObservation seen : runtime.observe()) {
      if (!homeless.contains(seen.id().workload())) {
        continue;
      }
      store.transaction(
          tx -> {
            tx.lock(seen.id().workload())
                .filter(one -> one.status().home() == null)
                .filter(one -> seen.id().number() == lastRun(one))
                .ifPresent(
                    one -> {
                      tx.update(one.with(one.status().atHome(home), one.updatedAt()));
                      tx.revise(Set.of(one.subject()));
                    });
            return true;
          });
    }
  }

  /** The number of the last run that a runtime may know of. */
  private static int lastRun(Workload workload) {
    Status status = workload.status();
    return status.times().pendingAt() == null ? status.run() - 1 : status.run();
  }

  /**
   * Ends and forgets the runs that no workload stands behind (any more). The folder of one that is
   * at home elsewhere stays: what is in it may be nowhere else.
   */
  static void forget(WorkloadRuntime runtime, WorkloadStore store, String home) {
    var failures = new Failures();
    for (RunObservation seen : runtime.observe()) {
      failures.catching(
          () -> {
            Optional<Workload> behind = store.find(seen.id().workload());
            if (behind.isEmpty()) {
              runtime.forget(seen.id());
              runtime.deleteWorkspace(seen.id().workload());
            } else if (!behind.get().isFor(home) || isOne(seen, behind.get())) {
              runtime.forget(seen.id());
            }
          });
    }
    failures.rethrow();
  }

  /** Whether more may come of a run: it is of the present start, and of a replica that is there. */
  static boolean isOfPresent(RunId run, Workload workload) {
    Fleet fleet = workload.status().fleet();
    return !workload.state().isSettled()
        && run.number() == workload.status().run()
        && (fleet == null || fleet.find(run.replica()).isPresent());
  }

  /** Whether a run is of an earlier start, or of a replica that its app does not have any more. */
  static boolean isOne(RunObservation seen, Workload behind) {
    RunId run = seen.id();
    if (run.number() != behind.status().run()) {
      return run.number() < behind.status().run();
    }
    if (behind.state().isSettled()) {
      // Of a node that was given up, and is back: what runs here was said to have ended.
      return seen.ending() == null;
    }
    Fleet fleet = behind.status().fleet();
    if (fleet == null || fleet.find(run.replica()).isPresent()) {
      return false;
    }
    return seen.ending() == null || run.replica() < fleet.next() - KEPT;
  }
}
