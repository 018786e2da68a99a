package gatehouse.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, stopped in reverse order; a failure to stop one thing keeps nothing else from
 * stopping.
 */
final class Lifecycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Deque<Step> started = new ArrayDeque<>();

  private record Step(String name, AutoCloseable stop) {}

  /** Remembers how to stop something; returns it. */
  <T extends AutoCloseable> T add(String name, T stop) {
    started.push(new Step(name, stop));
    return stop;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      Step step = started.pop();
      try {
        step.stop().close();
      } catch (Exception e) {
        LOG.warn("could not stop {}", step.name(), e);
      }
    }
  }
}
