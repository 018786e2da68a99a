package gatehouse.doors.gateway;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was cut on one lane: callers first and some at a time, so that a thousand at once do
 * not hold up everybody else there, and least of all whoever waits for the cut. Until its turn
 * comes nothing passes a connection that was cut ({@link Exchange#mayPass}).
 */
@SuppressWarnings("FutureReturnValueIgnored") // What the loop runs later says itself how it went.
final class Cuts {
  private static final int CALLERS_AT_ONCE = 8;
  private static final int LINES_AT_ONCE = 8;

  /** Closing begins when the others that are cut by the same change were told too. */
  private static final long TOGETHER_MILLIS = 10;

  private final EventLoop loop;
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private final Queue<UpstreamLine> lines = new ArrayDeque<>();
  private final AtomicBoolean going = new AtomicBoolean();

  Cuts(EventLoop loop) {
    this.loop = loop;
  }

  /** Takes an exchange whose right has ended; from any thread. */
  void add(Exchange exchange) {
    exchanges.add(exchange);
    start();
  }

  private void start() {
    if (going.compareAndSet(false, true) && !loop.isShuttingDown()) {
      loop.schedule(this::closeSome, TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void closeSome() {
    if (exchanges.isEmpty()) {
      closeSomeLines();
    } else {
      closeSomeCallers();
    }
    if (!exchanges.isEmpty() || !lines.isEmpty()) {
      loop.schedule(this::closeSome, 1, TimeUnit.MILLISECONDS);
      return;
    }
    going.set(false);
    if (!exchanges.isEmpty()) {
      start();
    }
  }

  private void closeSomeCallers() {
    for (int i = 0; i < CALLERS_AT_ONCE; i++) {
      Exchange exchange = exchanges.poll();
      if (exchange == null) {
        return;
      }
      @Nullable UpstreamLine line = exchange.cutOff();
      if (line != null) {
        lines.add(line);
      }
    }
  }

  private void closeSomeLines() {
    for (int i = 0; i < LINES_AT_ONCE; i++) {
      UpstreamLine line = lines.poll();
      if (line == null) {
        return;
      }
      line.close();
    }
  }
}
