package gatehouse.core.workload;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests of this node each run has in hand. For use by several threads. */
public final class Traffic {
  private final ConcurrentHashMap<RunId, AtomicInteger> inHand = new ConcurrentHashMap<>();

  /** A request goes to a run. */
  public void begins(RunId run) {
    inHand.compute(
        run,
        (id, count) -> {
          AtomicInteger counted = count == null ? new AtomicInteger() : count;
          counted.incrementAndGet();
          return counted;
        });
  }

  /** A request that went to a run is over. */
  public void ends(RunId run) {
    inHand.computeIfPresent(run, (id, count) -> count.decrementAndGet() <= 0 ? null : count);
  }

  /** How many requests a run has in hand. */
  public int of(RunId run) {
    AtomicInteger count = inHand.get(run);
    return count == null ? 0 : count.get();
  }
}
