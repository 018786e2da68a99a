package gatehouse.core.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Ends notebooks that have run for as long as any may at a stretch, and says so before. One whose
 * {@code timeoutAutoRestart} is set begins anew as it was.
 */
public final class NotebookLimits {
  /** To be looked so often. */
  public static final Duration EACH = Duration.ofSeconds(30);

  /** So long before the end it is said, at most. */
  private static final Duration WARNING = Duration.ofHours(1);

  private static final String CODE = "NOTEBOOK_RUNNING";

  private final Homes homes;
  private final WorkloadStore store;
  private final Duration limit;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;

  /**
   * @param limit how long a notebook may run at a stretch; zero for as long as it likes
   * @param wake told what the reconciler should look at
   */
  public NotebookLimits(
      Homes homes,
      WorkloadStore store,
      Duration limit,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.homes = homes;
    this.store = store;
    this.limit = limit;
    this.wake = wake;
    this.clock = clock;
  }

  /** Looks at every notebook of this node once. */
  public void look() {
    if (limit.isZero()) {
      return;
    }
    var failures = new Failures();
    for (Workload workload : store.needingAttention()) {
      if (isRunning(workload)) {
        failures.catching(() -> look(workload));
      }
    }
    failures.rethrow();
  }

  private boolean isRunning(Workload workload) {
    return workload.spec() instanceof NotebookSpec
        && homes.mine().equals(workload.status().home())
        && workload.state() == State.RUNNING
        && workload.desired() == Desired.RUNNING
        && workload.status().times().startedAt() != null;
  }

  private void look(Workload notebook) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant ends = ends(notebook);
    Duration half = limit.dividedBy(2);
    Duration ahead = half.compareTo(WARNING) < 0 ? half : WARNING;
    if (!now.isBefore(ends)) {
      end(notebook, now);
    } else if (!now.isBefore(ends.minus(ahead))) {
      warn(notebook, ends, now);
    }
  }

  private Instant ends(Workload notebook) {
    return Objects.requireNonNull(notebook.status().times().startedAt()).plus(limit);
  }

  private static boolean beginsAnew(Workload notebook) {
    return notebook.spec() instanceof NotebookSpec spec && spec.timeoutAutoRestart();
  }

  private void warn(Workload notebook, Instant ends, Instant now) {
    String sentence =
        "Running: it is %s at %s, its time limit"
            .formatted(
                beginsAnew(notebook) ? "restarted" : "stopped",
                ends.truncatedTo(ChronoUnit.SECONDS));
    List<Event> before = store.events(notebook.id(), 20);
    if (before.stream().anyMatch(event -> event.remark().sentence().equals(sentence))) {
      return;
    }
    store.transaction(
        tx -> {
          tx.addEvent(notebook.id(), new Event(now, notebook.state(), new Remark(CODE, sentence)));
          return true;
        });
  }

  private void end(Workload seen, Instant now) {
    boolean ended =
        store.transaction(
            tx -> {
              Workload present = tx.lock(seen.id()).orElse(null);
              if (present == null || !isRunning(present) || now.isBefore(ends(present))) {
                return false;
              }
              var course = new Course(present, now);
              String reached = "it reached its time limit of " + Idleness.inWords(limit);
              if (beginsAnew(present)) {
                course.to(State.RESTARTING, now, "STOPPING", "Restarting: " + reached);
                course.keep(tx, present);
              } else {
                tx.addEvent(
                    present.id(),
                    new Event(
                        now,
                        present.state(),
                        new Remark(CODE, "Running: stopping it, " + reached)));
                tx.update(present.wanted(Desired.STOPPED, now));
              }
              return true;
            });
    if (ended) {
      wake.accept(seen.id());
    }
  }
}
