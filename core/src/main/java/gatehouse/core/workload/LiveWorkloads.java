package gatehouse.core.workload;

import gatehouse.core.access.Node;
import gatehouse.core.identity.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's table of workloads: all of them in memory, looked at anew when told. Where the
 * store does not answer, being told fails, so that nobody believes this node knows.
 */
public final class LiveWorkloads implements WorkloadDirectory {
  private final WorkloadStore store;
  private final RunPlaces runs;
  private final Traffic traffic;
  private final ConcurrentHashMap<WorkloadId, Entry> entries = new ConcurrentHashMap<>();
  private final Listeners listeners = new Listeners();
  private volatile @Nullable Loading loading;
  private volatile Consumer<WorkloadId> waker = id -> {};

  /** One of a single node. */
  public LiveWorkloads(WorkloadStore store, WorkloadRuntime runtime) {
    this(store, RunPlaces.of(runtime), new Traffic());
  }

  /**
   * @param traffic counts what each run has in hand
   */
  public LiveWorkloads(WorkloadStore store, RunPlaces runs, Traffic traffic) {
    this.store = store;
    this.runs = runs;
    this.traffic = traffic;
  }

  /** A loading that is going on, and what was looked at by itself since it began. */
  private static final class Loading {
    final Set<WorkloadId> lookedAt = ConcurrentHashMap.newKeySet();
  }

  private record Entry(Reachable reachable, List<Place> places, Reach reach, Sleep sleep) {}

  private record Place(RunId run, @Nullable String home, int httpPort, int grpcPort) {}

  /** Whether a workload may sleep while nobody asks for it. */
  private enum Sleep {
    NEVER,
    /** It may, and serves now. */
    LATER,
    /** It is on its way. */
    WAKING,
    ASLEEP
  }

  /** A workload, and how it is reached besides its HTTP port. */
  record Keyed(Reachable workload, Reach reach) {}

  /** Has somebody told who is to be woken, where none of those told before is underway. */
  public void wakeBy(Wakes wakes, Executor threads) {
    waker =
        id -> {
          if (wakes.begins(id)) {
            threads.execute(() -> wakes.wake(id));
          }
        };
  }

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
    listeners.tell(id);
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
      Entry entry = store.find(id).map(this::entry).orElse(null);
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
    listeners.tellAll();
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
  public Optional<Route> route(Reachable workload, int port, Set<RunId> tried) {
    Entry entry = entries.get(workload.id());
    if (entry == null || !entry.reachable.running()) {
      return Optional.empty();
    }
    List<Place> byLoad =
        entry.places.size() == 1
            ? entry.places
            : entry.places.stream()
                .sorted(Comparator.comparingInt(place -> traffic.of(place.run)))
                .toList();
    for (Place place : byLoad) {
      if (!tried.contains(place.run)) {
        int inside =
            switch (port) {
              case 0 -> place.httpPort;
              case GRPC -> place.grpcPort;
              default -> port;
            };
        Optional<Upstream> upstream =
            inside == 0 ? Optional.empty() : runs.address(place.home, place.run, inside);
        if (upstream.isPresent()) {
          return Optional.of(new Route(place.run, upstream.get()));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean wake(Reachable workload) {
    Entry entry = entries.get(workload.id());
    Sleep sleep = entry == null ? Sleep.NEVER : entry.sleep;
    if (sleep == Sleep.ASLEEP) {
      waker.accept(workload.id());
    }
    // Who asks has seen it not running: by now it may be there.
    return sleep != Sleep.NEVER;
  }

  @Override
  public boolean isAsking(Reachable workload) {
    Entry entry = entries.get(workload.id());
    return entry != null
        && entry.places.stream().anyMatch(place -> runs.isAsking(place.home, place.run));
  }

  /** To be called when what was asked about a run on another node is answered, or will not be. */
  public void told(RunId run) {
    listeners.tell(run.workload());
  }

  @Override
  public Runnable whenChanged(WorkloadId workload, Runnable told) {
    return listeners.add(workload, told);
  }

  /** Whether it sleeps while nobody asks for it. */
  boolean maySleep(WorkloadId id) {
    Entry entry = entries.get(id);
    return entry != null && entry.sleep != Sleep.NEVER;
  }

  @Override
  public void begins(RunId run) {
    traffic.begins(run);
  }

  @Override
  public void ends(RunId run) {
    traffic.ends(run);
  }

  @Override
  public NetworkMeter meter(RunId run) {
    return traffic.meter(run);
  }

  /** Where it is reached: an app at each replica that is ready. */
  private static List<Place> places(Workload workload) {
    Fleet fleet = workload.status().fleet();
    if (fleet == null || !(workload.spec() instanceof AppSpec spec)) {
      return List.of(place(workload, workload.run(), workload.spec()));
    }
    return fleet.replicas().stream()
        .filter(one -> one.phase() == Replica.Phase.READY)
        .map(one -> place(workload, workload.run(one.number()), fleet.specOf(one, spec)))
        .toList();
  }

  private static Place place(Workload workload, RunId run, WorkloadSpec spec) {
    return new Place(run, workload.status().home(), spec.httpPort(), spec.reach().grpcPort());
  }

  private @Nullable Entry entry(Workload workload) {
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
            serves(workload),
            workload.state().isSettled(),
            workload.state().name(),
            workload.status().remark().sentence(),
            runs.isHere(workload.status().home()) ? null : workload.status().home());
    List<Place> places = places(workload);
    if (reachable.running()) {
      places.forEach(this::askAhead);
    }
    return new Entry(reachable, places, workload.spec().reach(), sleep(workload));
  }

  /** What is on another node is asked for there now, rather than when the first request comes. */
  private void askAhead(Place place) {
    if (!runs.isHere(place.home)) {
      var _ = runs.address(place.home, place.run, place.httpPort);
    }
  }

  /** An app serves while one of its replicas does, whatever is said of it a moment later. */
  private static boolean serves(Workload workload) {
    Fleet fleet = workload.status().fleet();
    return fleet == null
        ? workload.state().isServing()
        : fleet.ready() > 0 && !workload.state().isSettled() && !workload.state().isEnding();
  }

  private static Sleep sleep(Workload workload) {
    Fleet fleet = workload.status().fleet();
    if (fleet == null
        || workload.desired() != Desired.RUNNING
        || workload.state().isSettled()
        || !(workload.spec() instanceof AppSpec spec)
        || spec.serving().scaling() == null
        || spec.serving().scaling().min() > 0) {
      return Sleep.NEVER;
    }
    if (fleet.ready() > 0) {
      return Sleep.LATER;
    }
    return fleet.wanted(spec) == 0 ? Sleep.ASLEEP : Sleep.WAKING;
  }
}
