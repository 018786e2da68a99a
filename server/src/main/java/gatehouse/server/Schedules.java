package gatehouse.server;

import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.administration.Checkpoints;
import gatehouse.core.administration.Trimming;
import gatehouse.core.administration.Uses;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.workload.ActivityNotes;
import gatehouse.core.workload.IdleStops;
import gatehouse.core.workload.NotebookLimits;
import gatehouse.core.workload.Reconciler;
import gatehouse.core.workload.UsageMeter;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.doors.gateway.Gateway;
import gatehouse.engines.postgres.EmbeddedDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens now and then: the heartbeat on a thread of its own, everything else on another. */
final class Schedules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration ORPHANS = Duration.ofSeconds(30);
  private static final Duration SWEEP_CACHES = Duration.ofMinutes(10);
  private static final Duration EVICT = Duration.ofMinutes(10);
  private static final Duration WRITE_USES = Duration.ofSeconds(5);
  private static final Duration TRIM = Duration.ofMinutes(10);
  private static final Duration LOOK_AT_CERTIFICATES = Duration.ofSeconds(30);
  private static final Duration COUNT = Duration.ofSeconds(5);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration LOOK_AT_AUDIT = Duration.ofMinutes(1);
  private static final Duration LOOK_AT_NODES = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_DATABASE = Duration.ofSeconds(1);

  private final ScheduledExecutorService heart = single("heartbeat");
  private final ScheduledExecutorService chores = single("chores");
  private final ScheduledExecutorService database = single("database");
  private final ScheduledExecutorService sweeping = single("sweeping");
  private final ScheduledExecutorService timers = single("timers");

  /** Other nodes let an app sleep of which this one says nothing for too long. */
  private final ScheduledExecutorService activity = single("activity");

  void beat(Node node, NodeLease lease) {
    var wasHeld = new AtomicBoolean(true);
    every(
        heart,
        NodeLease.RENEWED_EACH,
        () -> {
          try {
            node.beat();
          } finally {
            node.closeWhatWasHeldTooLong();
            boolean held = lease.held();
            if (wasHeld.getAndSet(held) != held) {
              LOG.warn(
                  held
                      ? "the lease is held again"
                      : "the lease has ended: nobody is let in until the database answers");
            }
          }
        });
  }

  void keepRunning(EmbeddedDatabase embedded) {
    every(database, LOOK_AT_DATABASE, () -> embedded.ensureRunning());
  }

  void look(Workplace workplace, NodeLease lease, Uses uses, Trimming trimming, Gateway gateway) {
    Reconciler reconciler = workplace.reconciler();
    every(chores, STEP, () -> whileHeld(lease, reconciler::step));
    every(chores, ORPHANS, () -> whileHeld(lease, reconciler::collectOrphans));
    every(chores, SWEEP_CACHES, workplace.runtime()::sweepCaches);
    every(sweeping, EVICT, () -> whileHeld(lease, workplace.backups()::evict));
    every(sweeping, EVICT, () -> whileHeld(lease, workplace.backups()::sweep));
    every(chores, WRITE_USES, () -> whileHeld(lease, uses::write));
    every(chores, TRIM, () -> whileHeld(lease, trimming::run));
    every(chores, UsageMeter.EACH, () -> whileHeld(lease, workplace.meter()::look));
    every(activity, ActivityNotes.EACH, () -> whileHeld(lease, workplace.activityNotes()::write));
    every(sweeping, IdleStops.EACH, () -> whileHeld(lease, workplace.idleStops()::look));
    every(sweeping, NotebookLimits.EACH, () -> whileHeld(lease, workplace.notebookLimits()::look));
    every(chores, LOOK_AT_CERTIFICATES, gateway::reloadTls);
  }

  /** Which other nodes there are. */
  void look(OtherNodes others) {
    every(activity, LOOK_AT_NODES, others::look);
    every(sweeping, EVICT, others::sweep);
  }

  /** What is shown to Prometheus is counted on a thread of its own business. */
  void count(Metrics metrics, WorkloadStore store, NodeLease lease) {
    every(sweeping, COUNT, () -> whileHeld(lease, () -> metrics.count(store)));
  }

  /** What was begun in object storage and left lying is removed now and then. */
  void sweep(ObjectShelf.Shelves shelves) {
    every(sweeping, SWEEP, shelves::sweep);
  }

  /** The audit is signed; a broken one is said, and not signed. */
  void sign(Checkpoints checkpoints, NodeLease lease) {
    every(sweeping, LOOK_AT_AUDIT, () -> whileHeld(lease, checkpoints::run));
  }

  /** A thread for connections' ends that come by themselves. */
  ScheduledExecutorService timers() {
    return timers;
  }

  private static void whileHeld(NodeLease lease, Runnable task) {
    if (lease.held()) {
      task.run();
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void every(ScheduledExecutorService on, Duration pause, Task task) {
    var failing = new AtomicBoolean();
    var unused =
        on.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
                failing.set(false);
              } catch (Exception e) {
                say(e, failing);
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
    assert unused != null;
  }

  /** An outage is said once, not twice a second. */
  private static void say(Exception e, AtomicBoolean failing) {
    if (failing.getAndSet(true)) {
      return;
    }
    Optional<Unavailable> outage =
        e instanceof Refused refused && refused.refusal() instanceof Unavailable unavailable
            ? Optional.of(unavailable)
            : Optional.empty();
    outage.ifPresentOrElse(
        unavailable -> LOG.warn("{}", unavailable.reason()),
        () -> LOG.warn("something regular failed", e));
  }

  private static ScheduledExecutorService single(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          var thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void close() {
    heart.shutdownNow();
    chores.shutdownNow();
    database.shutdownNow();
    sweeping.shutdownNow();
    timers.shutdownNow();
    activity.shutdownNow();
  }
}
