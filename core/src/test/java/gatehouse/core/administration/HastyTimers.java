package gatehouse.core.administration;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers for which a minute passes in a few milliseconds, and an hour never. */
final class HastyTimers extends ScheduledThreadPoolExecutor {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  HastyTimers() {
    super(1);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    boolean soon = unit.toMillis(delay) <= LONGEST.toMillis();
    return super.schedule(task, soon ? 5 : TimeUnit.DAYS.toMillis(1), TimeUnit.MILLISECONDS);
  }
}
