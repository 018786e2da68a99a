package gatehouse.engines.volumes;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does many small things at a time, but not too many, and each again where it may work then. */
final class Workers {
  private static final int TRIES = 3;

  private final Executor executor;
  private final int atOnce;
  private final Pause pause;

  Workers(Executor executor, int atOnce, Pause pause) {
    this.executor = executor;
    this.atOnce = atOnce;
    this.pause = pause;
  }

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void of(Duration length) throws InterruptedException;
  }

  /** Something that may work when it is tried again. */
  @FunctionalInterface
  interface Attempt {
    void make() throws IOException;
  }

  /** One of many. */
  @FunctionalInterface
  interface Turn<T> {
    void of(T one) throws InterruptedException;
  }

  /** Throws where this thread is told to end: what failed then has not failed for good. */
  static void requireGoingOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the server is ending");
    }
  }

  /** Tries a few times. */
  void trying(Attempt attempt) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        attempt.make();
        return;
      } catch (IOException e) {
        requireGoingOn();
        if (tries == TRIES) {
          throw e;
        }
        pause.of(Duration.ofMillis(200L << tries));
      }
    }
  }

  /** Gives each its turn; the first thing thrown ends it all, when those under way are done. */
  <T> void each(List<T> all, Turn<T> turn) throws InterruptedException {
    Iterator<T> left = all.iterator();
    var thrown = new AtomicReference<@Nullable Throwable>();
    int count = Math.min(atOnce, all.size());
    var done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      executor.execute(
          () -> {
            try {
              work(left, turn, thrown);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    switch (thrown.get()) {
      case null -> {}
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown.get());
    }
  }

  private static <T> void work(
      Iterator<T> left, Turn<T> turn, AtomicReference<@Nullable Throwable> thrown) {
    while (thrown.get() == null) {
      T next;
      synchronized (left) {
        if (!left.hasNext()) {
          return;
        }
        next = left.next();
      }
      try {
        turn.of(next);
      } catch (InterruptedException | RuntimeException | Error e) {
        boolean _ = thrown.compareAndSet(null, e);
      }
    }
  }
}
