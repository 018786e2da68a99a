package gatehouse.core.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workloads that this node looks after: those that are at home here, and those that have no
 * home yet. A claim is kept in the store, runs out by itself, and is renewed when half of it is
 * over.
 */
final class Claims {
  private final Homes homes;
  private final WorkloadStore store;
  private final Duration length;
  private final Map<WorkloadId, Instant> ends = new ConcurrentHashMap<>();

  Claims(Homes homes, WorkloadStore store, Duration length) {
    this.homes = homes;
    this.store = store;
    this.length = length;
  }

  /** Takes a workload, or goes on with it; false where it is another node's. */
  boolean take(WorkloadId id, Instant now) {
    Instant end = ends.get(id);
    if (end != null && now.plus(length.dividedBy(2)).isBefore(end)) {
      return true;
    }
    if (store.claim(id, homes.node(), homes.mine(), now, now.plus(length))) {
      ends.put(id, now.plus(length));
      return true;
    }
    ends.remove(id);
    return false;
  }

  /** Nobody need look after it any more. */
  void drop(WorkloadId id) {
    ends.remove(id);
  }

  /** Lets other nodes look after all of them. */
  void release() {
    ends.clear();
    store.release(homes.node());
  }
}
