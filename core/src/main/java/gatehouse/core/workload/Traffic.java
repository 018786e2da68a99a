package gatehouse.core.workload;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests of this node each run has in hand, and how many bytes they move. For use by
 * several threads.
 */
public final class Traffic {
  private final ConcurrentHashMap<RunId, Row> rows = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RunId, NetworkMeter> meters = new ConcurrentHashMap<>();

  /** Requests of one run: how many are in hand, and whether any began since it was last asked. */
  private static final class Row {
    final AtomicInteger inHand = new AtomicInteger();
    volatile boolean began;
  }

  /** A request goes to a run. */
  public void begins(RunId run) {
    rows.compute(
        run,
        (id, row) -> {
          Row counted = row == null ? new Row() : row;
          counted.inHand.incrementAndGet();
          if (!counted.began) {
            counted.began = true;
          }
          return counted;
        });
  }

  /** A request that went to a run is over. */
  public void ends(RunId run) {
    Row row = rows.get(run);
    if (row != null) {
      row.inHand.decrementAndGet();
    }
  }

  /** How many requests a run has in hand. */
  public int of(RunId run) {
    Row row = rows.get(run);
    return row == null ? 0 : row.inHand.get();
  }

  /** What counts the bytes that requests move to and from a run. */
  public NetworkMeter meter(RunId run) {
    return meters.computeIfAbsent(run, id -> new NetworkMeter());
  }

  /** Forgets what others than these moved. */
  void keepMeters(Set<RunId> runs) {
    meters.keySet().retainAll(runs);
  }

  /** Those of whose runs a request is in hand, or began since this was last asked. */
  Set<WorkloadId> takeActive() {
    var active = new HashSet<WorkloadId>();
    for (RunId run : rows.keySet()) {
      rows.computeIfPresent(
          run,
          (id, row) -> {
            boolean used = row.began || row.inHand.get() > 0;
            row.began = false;
            if (used) {
              active.add(id.workload());
            }
            return used ? row : null;
          });
    }
    return active;
  }
}
