package gatehouse.core.workload;

import gatehouse.core.workload.Idleness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stops notebooks whose kernels have computed nothing for long, and says so before. A request of a
 * forgotten tab is no activity.
 */
public final class IdleStops {
  /** To be looked so often. */
  public static final Duration EACH = Duration.ofSeconds(30);

  private static final String CODE = "NOTEBOOK_RUNNING";

  private final WorkloadStore store;
  private final WorkloadRuntime runtime;
  private final KernelActivity kernels;
  private final Duration usual;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;

  /**
   * @param usual after how long a notebook is stopped that does not say it for itself; zero for
   *     never
   * @param wake told what the reconciler should look at
   */
  public IdleStops(
      WorkloadStore store,
      WorkloadRuntime runtime,
      KernelActivity kernels,
      Duration usual,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.store = store;
    this.runtime = runtime;
    this.kernels = kernels;
    this.usual = usual;
    this.wake = wake;
    this.clock = clock;
  }

  /** Looks at every notebook once; those whose editor does not answer are left alone. */
  public void look() {
    var failures = new Failures();
    for (Workload workload : store.needingAttention()) {
      Instant startedAt = workload.status().times().startedAt();
      Duration limit = Idleness.limitOf(workload, usual);
      if (isRunning(workload) && startedAt != null && !limit.isZero()) {
        failures.catching(() -> look(workload, startedAt, limit));
      }
    }
    failures.rethrow();
  }

  private void look(Workload notebook, Instant startedAt, Duration limit) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Verdict verdict =
        runtime
            .address(notebook.run(), notebook.spec().httpPort())
            .flatMap(kernels::of)
            .map(seen -> Idleness.decide(limit, startedAt, seen, now))
            .orElseGet(Verdict.Leave::new);
    switch (verdict) {
      case Verdict.Leave leave -> {}
      case Verdict.Warn(Instant stopsAt) ->
          say(
              notebook,
              "Running: no kernel computes; it is stopped at "
                  + stopsAt.truncatedTo(ChronoUnit.SECONDS)
                  + " unless one does",
              now,
              null);
      case Verdict.Stop stop -> {
        say(
            notebook,
            "Running: stopping it, for no kernel has computed for " + Idleness.inWords(limit),
            now,
            Desired.STOPPED);
        wake.accept(notebook.id());
      }
    }
  }

  /** Says it once, and wants the notebook otherwise where that is given. */
  private void say(Workload seen, String sentence, Instant now, @Nullable Desired other) {
    List<Event> before = store.events(seen.id(), 1);
    boolean said = !before.isEmpty() && before.getLast().remark().sentence().equals(sentence);
    if (said && other == null) {
      return;
    }
    store.transaction(
        tx -> {
          Workload present = tx.lock(seen.id()).orElse(null);
          if (present == null || !isRunning(present) || !present.run().equals(seen.run())) {
            return false;
          }
          tx.addEvent(seen.id(), new Event(now, present.state(), new Remark(CODE, sentence)));
          if (other != null) {
            tx.update(present.wanted(other, now));
          }
          return true;
        });
  }

  private static boolean isRunning(Workload workload) {
    return workload.kind() == WorkloadKind.NOTEBOOK
        && workload.state() == State.RUNNING
        && workload.desired() == Desired.RUNNING;
  }
}
