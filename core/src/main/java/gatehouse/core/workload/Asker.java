package gatehouse.core.workload;

import java.time.Duration;
import java.util.function.Consumer;

/** Asks programs over HTTP how they are. */
@FunctionalInterface
public interface Asker {

  /** Reaches nobody: no probe is ever answered. */
  Asker NONE = (at, path, timeout, answered) -> answered.accept(false);

  /**
   * Sends a GET and returns at once; {@code answered} is told, once, whether a 200 came in time.
   *
   * @param path begins with a slash
   */
  void ask(Upstream at, String path, Duration timeout, Consumer<Boolean> answered);
}
