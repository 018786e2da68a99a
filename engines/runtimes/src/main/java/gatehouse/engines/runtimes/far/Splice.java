package gatehouse.engines.runtimes.far;

import gatehouse.core.workload.NetworkMeter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Bytes both ways between a socket here and a link to another node. Where one way has ended, the
 * other may go on; it is ended too when nothing has passed there for a while, for on a socket that
 * was closed altogether nothing says so.
 */
final class Splice {
  static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int BUFFER = 32 * 1024;

  private final SocketChannel near;
  private final Link far;
  private final NetworkMeter meter;
  private final Duration silence;
  private final AtomicLong moved = new AtomicLong();
  private final CountDownLatch oneWay = new CountDownLatch(1);
  private final CountDownLatch bothWays = new CountDownLatch(2);
  private final AtomicBoolean broken = new AtomicBoolean();

  /**
   * @param meter counts what goes in to {@code near} and comes out of it
   * @param silence how long one way may be silent when the other has ended
   */
  Splice(SocketChannel near, Link far, NetworkMeter meter, Duration silence) {
    this.meter = meter;
    this.near = near;
    this.far = far;
    this.silence = silence;
  }

  /** Returns when both ways have ended, whichever does first, and both ends are closed. */
  void run(Executor threads) throws IOException {
    try {
      far.mayBeSilentFor(Duration.ZERO);
      threads.execute(
          () ->
              way(
                  () -> {
                    copy(far.in(), Channels.newOutputStream(near), false, meter::receives);
                    near.shutdownOutput();
                  }));
      threads.execute(
          () ->
              way(
                  () -> {
                    copy(Channels.newInputStream(near), far.out(), true, meter::sends);
                    far.endOutput();
                  }));
      oneWay.await();
      awaitTheOther();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private interface Way {
    void go() throws IOException;
  }

  private void way(Way way) {
    try {
      way.go();
    } catch (IOException e) {
      broken.set(true);
      close();
    } finally {
      bothWays.countDown();
      oneWay.countDown();
    }
  }

  private void copy(InputStream from, OutputStream to, boolean flushing, LongConsumer counted)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int got = from.read(buffer); got >= 0; got = from.read(buffer)) {
      to.write(buffer, 0, got);
      if (flushing) {
        to.flush();
      }
      moved.addAndGet(got);
      counted.accept(got);
    }
  }

  private void awaitTheOther() throws InterruptedException {
    long before = moved.get();
    while (!broken.get() && !bothWays.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
      long now = moved.get();
      if (now == before) {
        return;
      }
      before = now;
    }
  }

  private void close() {
    far.close();
    try {
      near.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
