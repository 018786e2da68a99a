package gatehouse.core.workload;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * @param elsewhere the node that runs it, where that is another one; null where it is this one
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
      String sentence,
      @Nullable String elsewhere) {}

  /** One of the runs behind a workload, and where a port of it is reached. */
  record Route(RunId run, Upstream upstream) {}

  /**
   * Where a port of a running workload is reached: of an app, at the replica that has least in
   * hand.
   *
   * @param port 0 for the workload's own, {@link #GRPC} for its gRPC port
   * @param tried the runs that were found dead
   */
  Optional<Route> route(Reachable workload, int port, Set<RunId> tried);

  /**
   * Has a workload woken that does not run while nobody asks for it. To be asked once it is decided
   * that somebody may reach it.
   *
   * @return whether it comes up by itself now, or is there meanwhile
   */
  default boolean wake(Reachable workload) {
    return false;
  }

  /**
   * Whether the way to a running workload that has no route is being asked for on another node, so
   * that it is worth looking again in a moment.
   */
  default boolean isAsking(Reachable workload) {
    return false;
  }

  /**
   * Has somebody told, on any thread, of each change to a workload, until what is returned is run.
   */
  default Runnable whenChanged(WorkloadId workload, Runnable told) {
    return () -> {};
  }

  /** A request goes to a run; {@link #ends} must follow. */
  default void begins(RunId run) {}

  /** A request that went to a run is over. */
  default void ends(RunId run) {}

  /** What counts the bytes that requests move to and from a run. */
  default NetworkMeter meter(RunId run) {
    return new NetworkMeter();
  }

  /** Where a port of a running workload is reached; {@code port} as in {@link #route}. */
  default Optional<Upstream> upstream(Reachable workload, int port) {
    return route(workload, port, Set.of()).map(Route::upstream);
  }
}
