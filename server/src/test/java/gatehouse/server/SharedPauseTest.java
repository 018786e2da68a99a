package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedPauseTest {
  private static final int FOLLOWERS = 50;

  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
  private final SharedPause pause = new SharedPause(timers);

  @AfterEach
  void stop() {
    timers.shutdownNow();
  }

  @Test
  void allWhoWaitTogetherTakeOneTimer() throws Exception {
    var together = new CyclicBarrier(FOLLOWERS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          IntStream.range(0, FOLLOWERS)
              .<Future<?>>mapToObj(
                  number ->
                      threads.submit(
                          () -> {
                            together.await();
                            pause.aMoment();
                            return number;
                          }))
              .toList();
      for (Future<?> each : waiting) {
        each.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(timers.getCompletedTaskCount()).isBetween(1L, 5L);
    assertThat(timers.getQueue()).as("and none afterwards").isEmpty();
  }

  @Test
  void afterAMomentComesAnother() throws Exception {
    pause.aMoment();
    pause.aMoment();

    assertThat(timers.getTaskCount()).isEqualTo(2);
  }

  @Test
  void aServerThatStopsLetsNobodyWait() {
    timers.shutdownNow();

    assertThatThrownBy(pause::aMoment).isInstanceOf(InterruptedException.class);
  }
}
