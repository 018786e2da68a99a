package gatehouse.core.workload;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to be told of changes to a workload. For use by several threads. */
final class Listeners {
  private final ConcurrentHashMap<WorkloadId, CopyOnWriteArrayList<Runnable>> byWorkload =
      new ConcurrentHashMap<>();

  /** Has somebody told from now on, until what is returned is run. */
  Runnable add(WorkloadId id, Runnable told) {
    // An object of its own, so that the same told twice is two.
    Runnable mine = () -> told.run();
    byWorkload.compute(
        id,
        (key, before) -> {
          var all = before == null ? new CopyOnWriteArrayList<Runnable>() : before;
          all.add(mine);
          return all;
        });
    return () ->
        byWorkload.computeIfPresent(
            id,
            (key, all) -> {
              all.remove(mine);
              return all.isEmpty() ? null : all;
            });
  }

  void tell(WorkloadId id) {
    List<Runnable> all = byWorkload.get(id);
    if (all != null) {
      all.forEach(Runnable::run);
    }
  }

  void tellAll() {
    byWorkload.keySet().forEach(this::tell);
  }
}
