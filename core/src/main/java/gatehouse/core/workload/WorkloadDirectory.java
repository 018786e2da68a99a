package gatehouse.core.workload;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import java.util.Optional;

/** What the gateway asks about workloads, answered from memory: never blocks. */
public interface WorkloadDirectory {
  /** Asked for as a port: the one that speaks gRPC, where a workload has one. */
  int GRPC = -1;

  /**
   * The workload of an id that is served under hosts of this kind; empty where there is none (any
   * more).
   */
  Optional<Reachable> find(WorkloadKind kind, WorkloadId id);

  /**
   * A workload as the gateway sees it.
   *
   * @param resource what is decided about
   * @param open the permission to reach it
   * @param running whether a program is there to be reached
   * @param settled whether it stays as it is until somebody acts (stopped, failed), rather than
   *     being on its way
   * @param state the state's name, as {@code STARTING}
   * @param sentence why it is in that state, for people
   */
  record Reachable(
      WorkloadId id,
      WorkloadKind kind,
      String name,
      Resource resource,
      Permission open,
      boolean running,
      boolean settled,
      String state,
      String sentence) {}

  /**
   * Where a port of a running workload is reached; {@code port} 0 means its own HTTP port, {@link
   * #GRPC} its gRPC port.
   */
  Optional<Upstream> upstream(Reachable workload, int port);
}
