package gatehouse.doors.gateway;

import gatehouse.core.workload.WorkloadId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests wait for workloads that wake: so many at most. For use by several threads. */
final class WaitingRoom {
  private final int most;
  private final int mostOfOne;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<WorkloadId, Integer> each = new ConcurrentHashMap<>();

  WaitingRoom(int most) {
    this.most = most;
    // One workload alone does not keep the others' callers out.
    this.mostOfOne = Math.max(1, most / 4);
  }

  /** Takes a place; false where there is none. {@link #leave} must follow a true. */
  boolean enter(WorkloadId id) {
    if (all.incrementAndGet() > most) {
      all.decrementAndGet();
      return false;
    }
    if (each.merge(id, 1, Integer::sum) > mostOfOne) {
      leave(id);
      return false;
    }
    return true;
  }

  void leave(WorkloadId id) {
    each.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
    all.decrementAndGet();
  }
}
