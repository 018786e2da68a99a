package gatehouse.server;

import gatehouse.doors.api.ai.LogRoutes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A moment that all who follow a log wait for together: one timer however many they are, and none
 * while nobody waits.
 */
final class SharedPause implements LogRoutes.Pause {
  private static final Duration LENGTH = Duration.ofMillis(100);

  /** Nobody waits longer for a timer that was ended. */
  private static final Duration LONGEST = LENGTH.multipliedBy(10);

  private final ScheduledExecutorService timers;
  private @Nullable CountDownLatch next;

  SharedPause(ScheduledExecutorService timers) {
    this.timers = timers;
  }

  /**
   * Returns at the end of the moment that has begun, or else of one that begins now.
   *
   * @throws InterruptedException also where the server is stopping
   */
  @Override
  public void aMoment() throws InterruptedException {
    if (!end().await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the server is stopping");
    }
  }

  private synchronized CountDownLatch end() throws InterruptedException {
    CountDownLatch present = next;
    if (present == null) {
      present = new CountDownLatch(1);
      try {
        var unused = timers.schedule(this::release, LENGTH.toMillis(), TimeUnit.MILLISECONDS);
        assert unused != null;
      } catch (RejectedExecutionException e) {
        throw new InterruptedException("the server is stopping");
      }
      next = present;
    }
    return present;
  }

  private synchronized void release() {
    CountDownLatch present = next;
    next = null;
    if (present != null) {
      present.countDown();
    }
  }
}
