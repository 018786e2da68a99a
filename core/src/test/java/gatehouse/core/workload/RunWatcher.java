package gatehouse.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunObservation.Ending;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for what becomes of runs, woken by the runtime's own news. */
public final class RunWatcher {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WorkloadRuntime runtime;
  private long news;

  public RunWatcher(WorkloadRuntime runtime) {
    this.runtime = runtime;
    runtime.onChange(run -> wake());
  }

  /** How often the runtime had news so far. */
  public synchronized long news() {
    return news;
  }

  /** Waits until the run has ended. */
  public Ending ending(RunId run) {
    return until(run, seen -> seen.ending() != null).ending();
  }

  /** Waits until the run has started. */
  public RunObservation started(RunId run) {
    return until(run, seen -> seen.startedAt() != null);
  }

  /** Waits until something listens on the run's port. */
  public RunObservation listening(RunId run) {
    return until(run, RunObservation::listening);
  }

  /** Waits until the run is observed as wanted. */
  public RunObservation until(RunId run, Predicate<RunObservation> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long before = news();
      RunObservation seen = runtime.observe(run).orElseThrow();
      if (wanted.test(seen)) {
        return seen;
      }
      long left = deadline - System.nanoTime();
      assertThat(left).as("nothing became of %s: %s", run, seen).isPositive();
      await(before, left);
    }
  }

  /** Waits until something is so. */
  public void until(BooleanSupplier wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long before = news();
    while (!wanted.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      assertThat(left).as("it did not become so").isPositive();
      await(before, left);
      before = news();
    }
  }

  private synchronized void wake() {
    news++;
    notifyAll();
  }

  /** Waits for news, or for a time that is never needed where the runtime keeps its promise. */
  private synchronized void await(long before, long nanos) {
    try {
      while (news == before) {
        long millis = Math.min(nanos / 1_000_000, 5_000);
        wait(Math.max(1, millis));
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
