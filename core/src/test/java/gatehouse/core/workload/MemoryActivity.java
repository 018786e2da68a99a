package gatehouse.core.workload;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Activity in memory, of workloads that are there. */
public final class MemoryActivity implements Activity {
  private final WorkloadStore workloads;
  private final Map<WorkloadId, Instant> last = new ConcurrentHashMap<>();

  public MemoryActivity(WorkloadStore workloads) {
    this.workloads = workloads;
  }

  @Override
  public void note(Set<WorkloadId> ids, Instant at) {
    ids.stream()
        .filter(id -> workloads.find(id).isPresent())
        .forEach(id -> last.merge(id, at, (a, b) -> a.isBefore(b) ? b : a));
  }

  @Override
  public Optional<Instant> last(WorkloadId id) {
    return Optional.ofNullable(last.get(id));
  }
}
