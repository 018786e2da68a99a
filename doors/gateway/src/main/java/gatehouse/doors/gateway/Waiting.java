package gatehouse.doors.gateway;

import gatehouse.core.workload.WorkloadId;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that has a place in the waiting room until the workload it woke is there. Lives on
 * its event loop.
 */
final class Waiting {
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  /** News comes by itself; this is for what makes none, as a lease that is held again. */
  private static final long LOOK_AGAIN_SECONDS = 1;

  private final Lane lane;
  private final WorkloadId workload;
  private final BooleanSupplier settled;
  private final Runnable late;
  private @Nullable Runnable stopListening;
  private @Nullable Future<?> again;
  private @Nullable Future<?> end;
  private boolean over;

  /**
   * @param settled looks whether it need not wait any more
   * @param late answers where it has waited for too long
   */
  Waiting(Lane lane, WorkloadId workload, BooleanSupplier settled, Runnable late) {
    this.lane = lane;
    this.workload = workload;
    this.settled = settled;
    this.late = late;
  }

  /** Listens first and looks second, so that what came in between is seen. */
  void begin() {
    stopListening = lane.parts.directory().whenChanged(workload, this::news);
    again =
        lane.loop.scheduleWithFixedDelay(
            this::look, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    end =
        lane.loop.schedule(this::end, lane.parts.limits().wake().toMillis(), TimeUnit.MILLISECONDS);
    look();
  }

  private void news() {
    try {
      lane.loop.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("the event loop is gone");
    }
  }

  private void look() {
    if (!over && settled.getAsBoolean()) {
      over();
    }
  }

  private void end() {
    if (!over) {
      over();
      late.run();
    }
  }

  /** Gives the place back. */
  void over() {
    if (over) {
      return;
    }
    over = true;
    lane.parts.waiting().leave(workload);
    Runnable listening = stopListening;
    if (listening != null) {
      listening.run();
    }
    cancel(again);
    cancel(end);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
