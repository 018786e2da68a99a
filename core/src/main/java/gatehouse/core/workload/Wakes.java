package gatehouse.core.workload;

import gatehouse.core.workload.Replica.Phase;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Wakes apps that sleep. Whether somebody may is decided before it is asked of this. */
public final class Wakes {
  private final WorkloadStore store;
  private final Activity activity;
  private final Consumer<WorkloadId> look;
  private final InstantSource clock;
  private final Set<WorkloadId> underway = ConcurrentHashMap.newKeySet();

  /**
   * @param look told what the reconciler and the table in memory should look at
   */
  public Wakes(
      WorkloadStore store, Activity activity, Consumer<WorkloadId> look, InstantSource clock) {
    this.store = store;
    this.activity = activity;
    this.look = look;
    this.clock = clock;
  }

  /** Whether a call now would be the first of several at once: the others need not be made. */
  boolean begins(WorkloadId id) {
    return underway.add(id);
  }

  /** Wakes an app, where it sleeps or is about to. */
  public void wake(WorkloadId id) {
    try {
      activity.note(Set.of(id), clock.instant());
      if (store.transaction(tx -> wake(tx, id))) {
        look.accept(id);
      }
    } finally {
      underway.remove(id);
    }
  }

  private boolean wake(WorkloadChange tx, WorkloadId id) {
    Workload app = tx.lock(id).orElse(null);
    if (app == null || app.desired() != Desired.RUNNING || app.state().isSettled()) {
      return false;
    }
    Fleet fleet = app.status().fleet();
    if (fleet == null || !(app.spec() instanceof AppSpec spec) || fleet.wanted(spec) > 0) {
      return false;
    }
    var course = new Course(app, clock.instant().truncatedTo(ChronoUnit.MICROS));
    Fleet next = fleet.asking(1, course.now());
    // What was not told to end yet serves on.
    for (Replica one : fleet.replicas()) {
      if (one.phase() == Phase.LEAVING && one.version() == fleet.version()) {
        next = next.with(one.number(), replica -> replica.in(Phase.READY, course.now()));
        break;
      }
    }
    course.fleet(next);
    course.on("SCALING", "Scaling: somebody asked for it, it is woken");
    course.keep(tx, app);
    return true;
  }
}
