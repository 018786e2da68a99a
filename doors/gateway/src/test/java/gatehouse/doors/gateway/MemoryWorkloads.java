package gatehouse.doors.gateway;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Workloads in a map. */
final class MemoryWorkloads implements WorkloadDirectory {
  private final Map<WorkloadId, Reachable> workloads = new ConcurrentHashMap<>();
  private final Map<String, Upstream> upstreams = new ConcurrentHashMap<>();

  /** Makes a workload of the house's project known. */
  WorkloadId add(WorkloadKind kind, boolean running, boolean settled, String state, boolean open) {
    var id = new WorkloadId(UUID.randomUUID());
    Permission permission =
        switch (kind) {
          case NOTEBOOK -> Permission.NOTEBOOK_OPEN;
          case JOB -> Permission.JOB_OPEN;
          case APP -> Permission.APP_OPEN;
        };
    var resource =
        new Resource(House.PROJECT, kind.word(), id.toString(), Map.of("team", "vision"), open);
    workloads.put(
        id,
        new Reachable(
            id, kind, "w<1>", resource, permission, running, settled, state, "Because & why."));
    return id;
  }

  WorkloadId running(WorkloadKind kind, int port, Upstream upstream) {
    WorkloadId id = add(kind, true, true, "RUNNING", false);
    reach(id, port, upstream);
    return id;
  }

  void reach(WorkloadId id, int port, Upstream upstream) {
    upstreams.put(id + ":" + port, upstream);
  }

  @Override
  public Optional<Reachable> find(WorkloadKind kind, WorkloadId id) {
    return Optional.ofNullable(workloads.get(id)).filter(w -> w.kind() == kind);
  }

  @Override
  public Optional<Upstream> upstream(Reachable workload, int port) {
    return Optional.ofNullable(upstreams.get(workload.id() + ":" + port));
  }
}
