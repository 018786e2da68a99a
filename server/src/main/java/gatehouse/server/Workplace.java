package gatehouse.server;

import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Previews;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Subject;
import gatehouse.core.image.Registries;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.UserVolumes;
import gatehouse.core.workload.ActivityNotes;
import gatehouse.core.workload.AppEdits;
import gatehouse.core.workload.Backups;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.Frameworks;
import gatehouse.core.workload.IdleStops;
import gatehouse.core.workload.JobArrays;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.MakerRights;
import gatehouse.core.workload.Nodes;
import gatehouse.core.workload.NotebookEdits;
import gatehouse.core.workload.NotebookLimits;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quotas;
import gatehouse.core.workload.Reconciler;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.RunPlaces;
import gatehouse.core.workload.Standstill;
import gatehouse.core.workload.Traffic;
import gatehouse.core.workload.UsageMeter;
import gatehouse.core.workload.Wakes;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.Workloads;
import gatehouse.core.workload.WorkspaceSaving;
import gatehouse.doors.web.PolicyJson;
import gatehouse.engines.metrics.HttpMetrics;
import gatehouse.engines.postgres.Database;
import gatehouse.engines.postgres.PostgresActivity;
import gatehouse.engines.postgres.PostgresAdministration;
import gatehouse.engines.postgres.PostgresDataStores;
import gatehouse.engines.postgres.PostgresFrameworks;
import gatehouse.engines.postgres.PostgresRegistries;
import gatehouse.engines.postgres.PostgresUsage;
import gatehouse.engines.postgres.PostgresUserVolumes;
import gatehouse.engines.postgres.PostgresWorkloads;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs workloads on this machine, and the use cases over it. */
final class Workplace {
  private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);

  /** Longer than a program is given to end itself. */
  private static final Duration LONGEST_STOP = Reconciler.GRACE.plusSeconds(15);

  /** Some steps say nothing when they are done, as the last data that is written back. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final PostgresWorkloads store;
  private final KeptRuntime runtime;
  private final Reconciler reconciler;
  private final LiveWorkloads live;
  private final Standstill standstill;
  private final UsageMeter meter;
  private final IdleStops idleStops;
  private final NotebookLimits notebookLimits;
  private final Backups backups;
  private final ActivityNotes activityNotes;
  private final UseCases.Work useCases;
  private final NodeLease lease;
  private final Executor threads;
  private final Semaphore moved = new Semaphore(0);

  /** What it is built on. */
  record Base(
      Database database,
      PostgresAdministration store,
      Permits permits,
      PrincipalView view,
      OtherNodes others,
      Node node,
      NodeLease lease,
      LiveConnections connections,
      Seal seal,
      ExecutorService threads,
      InstantSource clock) {}

  Workplace(Config config, DataFolder folder, Base base, ObjectStorage objects, Lifecycle lifecycle)
      throws IOException {
    lease = base.lease();
    threads = base.threads();
    InstantSource clock = base.clock();
    store = new PostgresWorkloads(base.database(), clock);
    var registries =
        new Registries(
            new PostgresRegistries(base.database(), clock), base.permits(), base.seal(), clock);
    Egress egress =
        id ->
            store
                .find(id)
                .map(workload -> base.store().egress(workload.project()))
                .orElse(EgressPolicy.NONE);
    runtime =
        lifecycle.add(
            "runtime", Runtimes.open(config, folder, base.threads(), clock, egress, registries));
    var usage = new PostgresUsage(base.database());
    var traffic = new Traffic();
    meter = new UsageMeter(runtime, traffic, usage, clock);
    OtherNodes homes = base.others();
    homes.open(runtime, traffic, threads);
    var runs = new RunPlaces(homes, runtime, homes.runs());
    live = new LiveWorkloads(store, runs, traffic);
    homes.onAnswer(live::told);
    var activity = new PostgresActivity(base.database());
    activityNotes = new ActivityNotes(traffic, live, activity, clock);
    live.wakeBy(new Wakes(store, activity, this::look, clock), threads);
    idleStops =
        new IdleStops(
            store, runtime, new JupyterKernels(threads), config.notebookIdle(), this::look, clock);
    notebookLimits = new NotebookLimits(homes, store, config.notebookLimit(), this::look, clock);
    var dataStores =
        new DataStores(
            new PostgresDataStores(base.database(), clock),
            base.permits(),
            base.seal(),
            Data.reach(config.localDataStores()),
            clock);
    var rights =
        new MakerRights(base.view(), lease, base.connections(), new PolicyJson()::read, clock);
    var mover =
        Data.mover(
            store,
            runtime,
            new Data.AllStores(objects.shelves(), dataStores),
            rights,
            config,
            threads,
            this::look,
            clock);
    reconciler =
        new Reconciler(
            homes,
            store,
            runtime,
            mover,
            new WorkspaceSaving(store, runtime.shelf(), threads, this::look, clock),
            traffic,
            new HttpAsker(threads),
            activity,
            new HttpMetrics(egress, threads),
            clock,
            live::refresh);
    standstill = new Standstill(homes, store, reconciler, clock);
    var frameworks = new PostgresFrameworks(base.database(), clock);
    var offer = new Offer(runtime, frameworks);
    var workloads =
        new Workloads(
            store,
            offer,
            project -> isAuthorized(base.store(), project),
            revision -> base.node().complete(revision, System.nanoTime()),
            this::look,
            clock);
    backups = new Backups(workloads, store, runtime.shelf(), runs, clock);
    useCases =
        new UseCases.Work(
            store,
            workloads,
            backups,
            new NotebookEdits(
                store,
                offer,
                revision -> base.node().complete(revision, System.nanoTime()),
                this::look,
                clock),
            new AppEdits(workloads, store, runtime, this::look, clock),
            new RunLogs(workloads, runs),
            new Commands(workloads, runs, store, traffic),
            new JobArrays(workloads, store, offer, this::look, clock),
            new DataSyncs(workloads, store, this::look, clock),
            dataStores,
            new UserVolumes(new PostgresUserVolumes(base.database(), clock), base.permits(), clock),
            registries,
            offer,
            new Frameworks(frameworks, runtime, clock),
            new Quotas(store, base.permits()),
            new Nodes(homes, store, base.permits(), live::refresh, clock),
            runtime,
            live,
            usage);
  }

  /** The use cases over it. */
  UseCases.Work useCases() {
    return useCases;
  }

  KeptRuntime runtime() {
    return runtime;
  }

  Reconciler reconciler() {
    return reconciler;
  }

  UsageMeter meter() {
    return meter;
  }

  Backups backups() {
    return backups;
  }

  ActivityNotes activityNotes() {
    return activityNotes;
  }

  IdleStops idleStops() {
    return idleStops;
  }

  NotebookLimits notebookLimits() {
    return notebookLimits;
  }

  /** Begins to hear of what changes, here and on other nodes. */
  void listen(Node node) {
    node.alsoTell(live::accept);
    node.alsoTell(runtime::lookAgain);
    reconciler.adopt();
    runtime.onChange(
        run -> {
          moved.release();
          threads.execute(() -> look(run.workload()));
        });
  }

  /** Ends what runs, and waits until it has ended. */
  void stopAll() {
    long end = System.nanoTime() + LONGEST_STOP.toNanos();
    int asked = standstill.begin();
    LOG.info("stopping what runs: workloads={}", asked);
    try {
      while (!standstill.isReached() && System.nanoTime() < end) {
        boolean news = moved.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("looking again: news={}", news);
        moved.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("what runs could not be stopped", e);
    }
  }

  /** What somebody has made, as those who manage users see it. */
  Previews.Made made() {
    return new Previews.Made() {
      @Override
      public List<AffectedWorkload> running(Subject maker) {
        return affected(store.runningOf(maker));
      }

      @Override
      public List<AffectedWorkload> all(Subject maker) {
        return affected(store.madeBy(maker));
      }
    };
  }

  private static List<AffectedWorkload> affected(List<Workload> workloads) {
    return workloads.stream()
        .map(
            workload ->
                new AffectedWorkload(
                    workload.kind().word(), workload.id().toString(), workload.spec().name()))
        .toList();
  }

  /** Takes a workload further, now, on another thread. */
  private void look(WorkloadId id) {
    live.refresh(
        id); // At once, so that a new workload's address is known when its maker hears of it.
    threads.execute(
        () -> {
          if (lease.held()) {
            reconciler.reconcile(id);
          }
        });
  }

  private static boolean isAuthorized(PostgresAdministration store, ProjectId project) {
    return store.project(project).map(found -> found.aiAuthorized()).orElse(false);
  }
}
