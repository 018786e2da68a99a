package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSync.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far the data of a workload is: brought before its run, written back after it. */
final class DataSteps {
  /** How many syncs of a workload are looked at. */
  static final int MOST = 50;

  private final WorkloadStore store;
  private final DataMover mover;

  DataSteps(WorkloadStore store, DataMover mover) {
    this.store = store;
    this.mover = mover;
  }

  /** How it stands. */
  sealed interface Standing {
    /** There is nothing to move (any more). */
    record Ready() implements Standing {}

    /** Nobody asked for it yet. */
    record Missing() implements Standing {}

    /** It is under way. */
    record Waiting() implements Standing {}

    /** It could not be done. */
    record Failed(String why) implements Standing {}
  }

  /** Whether the data for the present run is there. */
  Standing pull(Workload workload) {
    if (workload.spec().volumes().stream().noneMatch(Volume::isPulled)) {
      return new Standing.Ready();
    }
    return standing(
        workload,
        syncs(workload).stream()
            .filter(sync -> sync.direction() == Direction.PULL && !sync.manual())
            .reduce((earlier, later) -> later));
  }

  /** Whether what the present run left is where it came from; only to be asked once it is over. */
  Standing push(Workload workload) {
    Instant over = workload.status().times().stoppedAt();
    List<DataSync> syncs = syncs(workload);
    if (!mustPush(workload)) {
      return syncs.stream().allMatch(sync -> sync.state().isOver())
          ? new Standing.Ready()
          : underWay(workload, syncs);
    }
    Optional<DataSync> last =
        syncs.stream()
            .filter(sync -> sync.direction() == Direction.PUSH && sync.volume() == null)
            .filter(sync -> over != null && !sync.createdAt().isBefore(over))
            .reduce((earlier, later) -> later);
    boolean open = syncs.stream().anyMatch(sync -> !sync.state().isOver());
    return open ? underWay(workload, syncs) : standing(workload, last);
  }

  /** Begins what somebody asked for by hand. */
  void carryOn(Workload workload) {
    if (!workload.spec().volumes().isEmpty()) {
      Standing _ = underWay(workload, syncs(workload));
    }
  }

  /** Ends what is under way; whether nothing is any more. */
  boolean end(Workload workload) {
    return workload.spec().volumes().isEmpty() || mover.end(workload.id());
  }

  /** One after the other, in the order they were asked for. */
  private Standing underWay(Workload workload, List<DataSync> syncs) {
    syncs.stream()
        .filter(sync -> !sync.state().isOver())
        .findFirst()
        .ifPresent(sync -> mover.ensure(workload, sync));
    return new Standing.Waiting();
  }

  private Standing standing(Workload workload, Optional<DataSync> last) {
    if (last.isEmpty()) {
      return new Standing.Missing();
    }
    DataSync sync = last.get();
    if (!sync.state().isOver()) {
      mover.ensure(workload, sync);
      return new Standing.Waiting();
    }
    return sync.state() == SyncState.DONE
        ? new Standing.Ready()
        : new Standing.Failed(Objects.requireNonNull(sync.info()).sentence());
  }

  private List<DataSync> syncs(Workload workload) {
    return store.syncs(workload.id(), MOST).stream()
        .filter(sync -> sync.run() == workload.status().run())
        .toList();
  }

  private static boolean mustPush(Workload workload) {
    return workload.status().times().pendingAt() != null
        && workload.spec().volumes().stream().anyMatch(Volume::isPushed);
  }

  /** The sources of what moves, for sentences. */
  static String sources(Workload workload, Direction direction) {
    List<String> sources =
        workload.spec().volumes().stream()
            .filter(one -> direction == Direction.PULL ? one.isPulled() : one.isPushed())
            .map(one -> direction == Direction.PULL ? one.source() : one.destination())
            .map(source -> source.inWords())
            .distinct()
            .toList();
    return sources.size() <= 2
        ? String.join(" and ", sources)
        : sources.getFirst() + " and " + (sources.size() - 1) + " more";
  }
}
