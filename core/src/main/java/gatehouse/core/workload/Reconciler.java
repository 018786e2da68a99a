package gatehouse.core.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings what is towards what is wanted, one step after the other. Each step may be repeated, and a
 * crash between any two leaves nothing that the next step does not mend. Has no threads: the server
 * calls {@link #step} now and then and {@link #reconcile} when something happened. What is at home
 * on another node is left to that one: only there it is known whether a run is lost ({@link
 * Homes}).
 */
public final class Reconciler {
  /** How long a program has to end after it was told to. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  /** How long a node looks after a workload without saying so again. */
  public static final Duration CLAIM = Duration.ofSeconds(10);

  private static final int MOST_STEPS = 16;

  private final Homes homes;
  private final Claims claims;
  private final WorkloadStore store;
  private final WorkloadRuntime runtime;
  private final InstantSource clock;
  private final Consumer<WorkloadId> moved;
  private final DataSteps data;
  private final WorkspaceSteps workspaces;
  private final StartSteps starting;
  private final EndSteps ending;
  private final Admitting admitting;
  private final AppSteps apps;
  private final Turns turns = new Turns();

  /** One where no app has a probe. */
  public Reconciler(
      Homes homes,
      WorkloadStore store,
      WorkloadRuntime runtime,
      DataMover mover,
      InstantSource clock,
      Consumer<WorkloadId> moved) {
    this(
        homes,
        store,
        runtime,
        mover,
        WorkspaceSteps.NONE,
        new Traffic(),
        Asker.NONE,
        Activity.NONE,
        MetricSource.NONE,
        clock,
        moved);
  }

  /** One that leaves workspaces as they are. */
  public Reconciler(
      Homes homes,
      WorkloadStore store,
      WorkloadRuntime runtime,
      DataMover mover,
      Traffic traffic,
      Asker asker,
      Activity activity,
      MetricSource metrics,
      InstantSource clock,
      Consumer<WorkloadId> moved) {
    this(
        homes,
        store,
        runtime,
        mover,
        WorkspaceSteps.NONE,
        traffic,
        asker,
        activity,
        metrics,
        clock,
        moved);
  }

  /**
   * @param homes which node this is, and which others there are
   * @param mover moves the data of volumes
   * @param workspaces saves what notebooks keep, and makes it anew
   * @param traffic what the gateway of this node has in hand
   * @param asker asks apps how they are
   * @param activity when apps were last asked for something
   * @param metrics asks for the numbers by which apps scale
   * @param moved told after each transition
   */
  public Reconciler(
      Homes homes,
      WorkloadStore store,
      WorkloadRuntime runtime,
      DataMover mover,
      WorkspaceSteps workspaces,
      Traffic traffic,
      Asker asker,
      Activity activity,
      MetricSource metrics,
      InstantSource clock,
      Consumer<WorkloadId> moved) {
    this.homes = homes;
    this.claims = new Claims(homes, store, CLAIM);
    this.store = store;
    this.runtime = runtime;
    this.clock = clock;
    this.moved = moved;
    this.data = new DataSteps(store, mover);
    this.workspaces = workspaces;
    this.starting = new StartSteps(runtime, data, workspaces, this::change);
    this.ending = new EndSteps(data, workspaces, clock, this::change);
    this.admitting = new Admitting(homes, store, runtime, clock, moved);
    this.apps =
        new AppSteps(
            runtime,
            traffic,
            asker,
            new AppScaling(runtime, traffic, activity, metrics),
            new Room(homes, store, runtime, clock, moved),
            clock,
            this::change,
            ending::end);
  }

  /**
   * Gives room to who waits, and takes each workload that needs it as far as it goes now. What goes
   * wrong with one is thrown at the end, so that it does not hold up the others.
   */
  public void step() {
    var failures = new Failures();
    failures.catching(admitting::admit);
    for (Workload workload : store.needingAttention()) {
      // Who still waits was just looked at, with all others that do.
      if (!workload.waits() && workload.isFor(homes.mine())) {
        failures.catching(() -> reconcile(workload.id()));
      }
    }
    failures.rethrow();
  }

  /**
   * Takes one workload as far as it goes now, unless it is another node's. Room that it gives back
   * is given on at once.
   */
  public void reconcile(WorkloadId id) {
    var failures = new Failures();
    var turn = new ArrayDeque<>(List.of(id));
    while (!turn.isEmpty()) {
      WorkloadId next = turn.remove();
      failures.catching(
          () -> {
            if (turns.take(next, () -> advanceWhilePossible(next))) {
              turn.addAll(admitting.admitQuietly());
            }
          });
    }
    failures.rethrow();
  }

  /** Ends and forgets the runs that no workload stands behind (any more). */
  public void collectOrphans() {
    Orphans.forget(runtime, store, homes.mine());
  }

  /** Takes in what runs here and has no home yet; to be called once, before the first step. */
  public void adopt() {
    Orphans.adopt(runtime, store, homes.mine());
  }

  /** Gives room to nobody any more, until the end of this process. */
  public void admitNobody() {
    admitting.close();
  }

  /** Lets other nodes look after what this one did. */
  public void release() {
    claims.release();
  }

  /** Whether it went on until nothing was left to do. */
  private boolean advanceWhilePossible(WorkloadId id) {
    if (!claims.take(id, now())) {
      return false;
    }
    for (int i = 0; i < MOST_STEPS; i++) {
      Optional<Workload> workload = store.find(id);
      if (workload.isEmpty() || !workload.get().needsAttention()) {
        claims.drop(id);
        return i > 0;
      }
      if (!isMine(workload.get())) {
        // What had no home when this node took it may have been admitted elsewhere since.
        claims.drop(id);
        return false;
      }
      if (!advance(workload.get())) {
        return false;
      }
    }
    return false;
  }

  /**
   * Whether this node may say what becomes of one. What runs and has no home began before there
   * were homes: the node that has the run takes it in ({@link #adopt}), and no other may call it
   * lost.
   */
  private boolean isMine(Workload workload) {
    String home = workload.status().home();
    return home == null
        ? workload.desired() == Desired.DELETED
            || workload.state().isSettled()
            || workload.status().times().pendingAt() == null
        : home.equals(homes.mine());
  }

  private boolean advance(Workload workload) {
    return switch (workload.desired()) {
      case DELETED -> remove(workload);
      case STOPPED -> !workload.state().isSettled() && stop(workload);
      case RUNNING -> run(workload);
    };
  }

  private boolean run(Workload workload) {
    if (workload.state().isSettled()) {
      return change(workload, course -> course.wanted(Desired.STOPPED));
    }
    if (workload.waits()) {
      return admitting.admit().contains(workload.id());
    }
    Optional<RunObservation> seen = runtime.observe(workload.run());
    if (workload.status().times().pendingAt() == null) {
      return seen.isPresent() ? starting.pending(workload) : starting.start(workload);
    }
    if (workload.kind() == WorkloadKind.APP) {
      data.carryOn(workload);
      return apps.run(workload);
    }
    if (EndSteps.isOver(seen)) {
      return ending.end(workload, seen.orElse(null));
    }
    data.carryOn(workload);
    if (workload.status().times().startedAt() == null) {
      return started(workload, seen.get());
    }
    if (Warnings.isNew(workload, seen.get())) {
      return change(workload, course -> Warnings.tell(course, seen.get()));
    }
    return keepTime(workload);
  }

  private boolean started(Workload workload, RunObservation seen) {
    Instant at = seen.startedAt();
    if (at == null || (workload.kind() != WorkloadKind.JOB && !seen.listening())) {
      return false;
    }
    Instant from = workload.kind() == WorkloadKind.JOB ? at : now();
    return change(
        workload,
        course -> {
          course.times(times -> times.started(from));
          course.to(State.RUNNING, from, "RUNNING", "Running");
        });
  }

  private boolean keepTime(Workload workload) {
    if (workload.state() == State.TIMEOUT || workload.state() == State.RESTARTING) {
      runtime.stop(workload.run(), graceLeft(workload));
      return false;
    }
    Instant end = workload.timeoutAt();
    if (end == null || now().isBefore(end)) {
      return false;
    }
    runtime.stop(workload.run(), GRACE);
    return change(
        workload,
        course ->
            course.to(State.TIMEOUT, course.now(), "TIMEOUT", "Ending: its time limit is reached"));
  }

  private boolean stop(Workload workload) {
    Optional<RunObservation> seen = runtime.observe(workload.run());
    if (workload.status().times().pendingAt() == null) {
      if (seen.isPresent()) {
        return starting.pending(workload);
      }
      return data.end(workload)
          && workspaces.end(workload.id())
          && change(workload, Endings::neverStarted);
    }
    if (workload.kind() == WorkloadKind.APP) {
      return apps.stop(workload);
    }
    if (EndSteps.isOver(seen)) {
      return ending.end(workload, seen.orElse(null));
    }
    if (workload.state().isEnding()) {
      runtime.stop(workload.run(), graceLeft(workload));
      return false;
    }
    runtime.stop(workload.run(), GRACE);
    State stopping = LifeCycle.stopping(workload.kind());
    return change(
        workload,
        course ->
            course.to(stopping, course.now(), stopping.name(), "Stopping: it was told to stop"));
  }

  /** Everything of it goes before its name does, so that a crash leaves something to go on with. */
  private boolean remove(Workload workload) {
    if (!data.end(workload) || !workspaces.end(workload.id())) {
      return false;
    }
    runtime.observe().stream()
        .map(RunObservation::id)
        .filter(run -> run.workload().equals(workload.id()))
        .forEach(runtime::forget);
    runtime.deleteWorkspace(workload.id());
    workspaces.forget(workload.id());
    store.transaction(
        tx -> {
          tx.delete(workload.id());
          return tx.revise(Set.of(workload.subject()));
        });
    claims.drop(workload.id());
    moved.accept(workload.id());
    return false;
  }

  /** Keeps a change, unless somebody changed what it was decided upon. */
  private boolean change(Workload seen, Consumer<Course> how) {
    boolean changed =
        store.transaction(
            tx -> {
              Workload present = tx.lock(seen.id()).orElse(null);
              if (present == null
                  || present.desired() != seen.desired()
                  || !present.status().equals(seen.status())) {
                return false;
              }
              var course = new Course(present, now());
              how.accept(course);
              course.keep(tx, present);
              return true;
            });
    moved.accept(seen.id());
    return changed;
  }

  private Duration graceLeft(Workload workload) {
    Duration left = GRACE.minus(Duration.between(workload.status().since(), now()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
