package gatehouse.core.workload;

import gatehouse.core.access.Node;
import gatehouse.core.identity.Subject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's table of workloads: all of them in memory, looked at anew when told. Where the
 * store does not answer, being told fails, so that nobody believes this node knows.
 */
public final class LiveWorkloads implements WorkloadDirectory {
  private final WorkloadStore store;
  private final WorkloadRuntime runtime;
  private final ConcurrentHashMap<WorkloadId, Entry> entries = new ConcurrentHashMap<>();
  private volatile @Nullable Loading loading;

  public LiveWorkloads(WorkloadStore store, WorkloadRuntime runtime) {
    this.store = store;
    this.runtime = runtime;
  }

  /** A loading that is going on, and what was looked at by itself since it began. */
  private static final class Loading {
    final Set<WorkloadId> lookedAt = ConcurrentHashMap.newKeySet();
  }

  private record Entry(Reachable reachable, RunId run, int httpPort, Reach reach) {}

  /** A workload, and how it is reached besides its HTTP port. */
  record Keyed(Reachable workload, Reach reach) {}

  /** To be called when a revision touches a subject ({@link Node#alsoTell}). */
  public void accept(Subject subject) {
    if (subject.equals(Node.EVERYTHING)) {
      load();
    } else if (subject.kind() == Subject.Kind.WORKLOAD) {
      refresh(WorkloadId.of(subject.key()));
    }
  }

  /** Looks at one workload anew. Reads while the entry is held, so that the last reading stays. */
  public void refresh(WorkloadId id) {
    entries.compute(id, (key, before) -> read(key));
  }

  /** Looks at a workload that is there but was not looked at yet, having just been made. */
  public void refreshUnlessKnown(WorkloadId id) {
    if (!entries.containsKey(id)) {
      refresh(id);
    }
  }

  /** A reading that a loading began in the middle of may be older than that: it is made again. */
  private @Nullable Entry read(WorkloadId id) {
    while (true) {
      Loading meanwhile = loading;
      if (meanwhile != null) {
        meanwhile.lookedAt.add(id);
      }
      Entry entry = store.find(id).map(LiveWorkloads::entry).orElse(null);
      if (loading == meanwhile) {
        return entry;
      }
    }
  }

  /**
   * Looks at everything anew. What was looked at by itself since this began is newer, and stays.
   */
  public synchronized void load() {
    var mine = new Loading();
    loading = mine;
    try {
      Set<WorkloadId> present = ConcurrentHashMap.newKeySet();
      for (Workload workload : store.all()) {
        present.add(workload.id());
        entries.compute(
            workload.id(), (id, before) -> mine.lookedAt.contains(id) ? before : entry(workload));
      }
      for (WorkloadId id : entries.keySet()) {
        if (!present.contains(id)) {
          entries.computeIfPresent(
              id, (key, before) -> mine.lookedAt.contains(key) ? before : null);
        }
      }
    } finally {
      loading = null;
    }
  }

  @Override
  public Optional<Reachable> find(WorkloadKind kind, WorkloadId id) {
    Entry entry = entries.get(id);
    return entry == null || entry.reachable.kind() != kind
        ? Optional.empty()
        : Optional.of(entry.reachable);
  }

  /** The workload of an id, of whichever kind, with the keys in its spec. */
  Optional<Keyed> keyed(WorkloadId id) {
    return Optional.ofNullable(entries.get(id))
        .map(entry -> new Keyed(entry.reachable, entry.reach));
  }

  @Override
  public Optional<Upstream> upstream(Reachable workload, int port) {
    Entry entry = entries.get(workload.id());
    if (entry == null || !entry.reachable.running()) {
      return Optional.empty();
    }
    int inside =
        switch (port) {
          case 0 -> entry.httpPort;
          case GRPC -> entry.reach.grpcPort();
          default -> port;
        };
    return inside == 0 ? Optional.empty() : runtime.address(entry.run, inside);
  }

  private static @Nullable Entry entry(Workload workload) {
    if (workload.desired() == Desired.DELETED) {
      return null;
    }
    var reachable =
        new Reachable(
            workload.id(),
            workload.kind(),
            workload.spec().name(),
            workload.resource(),
            Deed.OPEN.with(workload.kind()),
            workload.state().isServing(),
            workload.state().isSettled(),
            workload.state().name(),
            workload.status().remark().sentence());
    return new Entry(
        reachable, workload.run(), workload.spec().httpPort(), workload.spec().reach());
  }
}
