package gatehouse.doors.gateway;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.workload.NetworkBytes;
import gatehouse.core.workload.NetworkMeter;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Workloads in a map. */
final class MemoryWorkloads implements WorkloadDirectory {
  private final Map<WorkloadId, Reachable> workloads = new ConcurrentHashMap<>();
  private final Map<String, Upstream> upstreams = new ConcurrentHashMap<>();
  private final Map<RunId, Integer> inHand = new ConcurrentHashMap<>();
  private final Map<RunId, NetworkMeter> meters = new ConcurrentHashMap<>();
  private final Set<WorkloadId> asleep = ConcurrentHashMap.newKeySet();
  private final Set<WorkloadId> askedFor = ConcurrentHashMap.newKeySet();

  /** Those that were woken, in order; some more than once. */
  final BlockingQueue<WorkloadId> woken = new LinkedBlockingQueue<>();

  /** Happens while somebody is sent to a run. */
  volatile Runnable onRoute = () -> {};

  /** Who waits for news. */
  final List<Runnable> listeners = new CopyOnWriteArrayList<>();

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
            id,
            kind,
            "w<1>",
            resource,
            permission,
            running,
            settled,
            state,
            "Because & why.",
            null));
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

  /** A second run of the workload, asked after the first. */
  void reachSecond(WorkloadId id, int port, Upstream upstream) {
    upstreams.put(id + ":" + port + ":second", upstream);
  }

  @Override
  public Optional<Route> route(Reachable workload, int port, Set<RunId> tried) {
    onRoute.run();
    String name = workload.id() + ":" + port;
    var first = new RunId(workload.id(), 1, 0);
    var second = new RunId(workload.id(), 1, 1);
    return Stream.of(route(first, name), route(second, name + ":second"))
        .flatMap(Optional::stream)
        .filter(route -> !tried.contains(route.run()))
        .findFirst();
  }

  private Optional<Route> route(RunId run, String name) {
    return Optional.ofNullable(upstreams.get(name)).map(upstream -> new Route(run, upstream));
  }

  @Override
  public void begins(RunId run) {
    inHand.merge(run, 1, Integer::sum);
  }

  @Override
  public void ends(RunId run) {
    inHand.merge(run, -1, Integer::sum);
  }

  @Override
  public NetworkMeter meter(RunId run) {
    return meters.computeIfAbsent(run, id -> new NetworkMeter());
  }

  /** What the first run of a workload moved. */
  NetworkBytes moved(WorkloadId id) {
    return meter(new RunId(id, 1, 0)).sum();
  }

  /** An app that nothing runs of until it is woken. */
  WorkloadId sleeping(WorkloadKind kind, boolean open) {
    WorkloadId id = add(kind, false, false, "SCALING", open);
    asleep.add(id);
    return id;
  }

  /** What was woken is there, or has failed. */
  void becomes(WorkloadId id, boolean running, String state) {
    Reachable before = workloads.get(id);
    asleep.remove(id);
    workloads.put(
        id,
        new Reachable(
            id,
            before.kind(),
            before.name(),
            before.resource(),
            before.open(),
            running,
            true,
            state,
            "Because & why.",
            null));
    listeners.forEach(Runnable::run);
  }

  /** It is asleep from now on. */
  void goesToSleep(WorkloadId id) {
    becomes(id, false, "SCALING");
    asleep.add(id);
  }

  @Override
  public boolean wake(Reachable workload) {
    boolean sleeps = asleep.contains(workload.id());
    if (sleeps) {
      woken.add(workload.id());
    }
    return sleeps;
  }

  /** Returns when so many requests wait for news. */
  void awaitListeners(int number) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (listeners.size() < number && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Its way is asked for on another node, until {@link #isAnswered}. */
  void isAskedFor(WorkloadId id) {
    askedFor.add(id);
  }

  /** What was asked about its way is answered, well or not. */
  void isAnswered(WorkloadId id) {
    askedFor.remove(id);
    listeners.forEach(Runnable::run);
  }

  @Override
  public boolean isAsking(Reachable workload) {
    return askedFor.contains(workload.id());
  }

  @Override
  public Runnable whenChanged(WorkloadId workload, Runnable told) {
    listeners.add(told);
    return () -> listeners.remove(told);
  }

  /** Whether no run has a request in hand any more; waits for what is just ending. */
  boolean nothingInHand() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (inHand.values().stream().anyMatch(count -> count > 0)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }
}
