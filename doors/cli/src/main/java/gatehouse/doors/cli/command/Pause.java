package gatehouse.doors.cli.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for a while. */
@FunctionalInterface
public interface Pause {
  /** Waits that long. */
  void pause(Duration length);

  /** Waits in real time. */
  static Pause real() {
    return length ->
        CompletableFuture.runAsync(
                () -> {},
                CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS))
            .join();
  }
}
