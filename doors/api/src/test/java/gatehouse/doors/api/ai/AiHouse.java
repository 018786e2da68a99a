package gatehouse.doors.api.ai;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.MemoryDataStores;
import gatehouse.core.volume.MemoryUserVolumes;
import gatehouse.core.volume.UserVolumes;
import gatehouse.core.workload.Activity;
import gatehouse.core.workload.Asker;
import gatehouse.core.workload.Backups;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.FakeMover;
import gatehouse.core.workload.FakeRuntime;
import gatehouse.core.workload.FakeShelf;
import gatehouse.core.workload.Homes;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.MemoryWorkloads;
import gatehouse.core.workload.MetricSource;
import gatehouse.core.workload.NotebookEdits;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quotas;
import gatehouse.core.workload.Reconciler;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.RunPlaces;
import gatehouse.core.workload.Traffic;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.Workloads;
import gatehouse.core.workload.WorkspaceSaving;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.Installation;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** An installation that serves the {@code /v1} API. */
final class AiHouse implements AutoCloseable {
  final Installation installation = new Installation();
  final MemoryWorkloads store = new MemoryWorkloads();
  final FakeRuntime runtime = new FakeRuntime(installation.clock);
  final LiveWorkloads live = new LiveWorkloads(store, runtime);
  final Offer offer = new Offer(runtime);
  final FakeMover mover = new FakeMover(store, installation.clock);
  final Workloads workloads =
      new Workloads(store, offer, project -> true, revision -> {}, id -> {}, installation.clock);
  final DataSyncs syncs = new DataSyncs(workloads, store, id -> {}, installation.clock);
  final DataStores stores =
      new DataStores(
          new MemoryDataStores(),
          installation.permits,
          installation.seal,
          url -> {},
          installation.clock);
  final MemoryUserVolumes volumeBook = new MemoryUserVolumes();
  final UserVolumes volumes = new UserVolumes(volumeBook, installation.permits, installation.clock);
  final Quotas quotas = new Quotas(store, installation.permits);
  final FakeShelf shelf = new FakeShelf();
  final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"),
          store,
          runtime,
          mover,
          new WorkspaceSaving(store, shelf, Runnable::run, id -> {}, installation.clock),
          new Traffic(),
          Asker.NONE,
          Activity.NONE,
          MetricSource.NONE,
          installation.clock,
          live::refresh);

  /** A follower waits here until a test lets it look again. */
  final Semaphore looks = new Semaphore(0);

  AiHouse() {
    var addresses = new Addresses(URI.create("http://localhost:8080"));
    var logs =
        new LogRoutes(
            new RunLogs(workloads, RunPlaces.of(runtime)),
            installation.connections,
            live,
            looks::acquire);
    var execs =
        new ExecRoutes(
            new Commands(workloads, RunPlaces.of(runtime), store, new Traffic()),
            installation.connections,
            live);
    var known = new KnownVolumes(volumes, stores);
    installation.serving(
        new MeResource(offer, quotas, installation.clock),
        new TokenResource(installation.tokens),
        new JobResource(workloads, logs, execs, addresses, syncs, known, installation.clock),
        new NotebookResource(
            workloads,
            new NotebookEdits(store, offer, revision -> {}, id -> {}, installation.clock),
            logs,
            execs,
            addresses,
            syncs,
            known,
            runtime::workspace,
            installation.clock),
        new NotebookBackupResource(
            new Backups(workloads, store, shelf, RunPlaces.of(runtime), installation.clock),
            addresses,
            syncs,
            installation.clock),
        new AppResource(
            workloads,
            new gatehouse.core.workload.AppEdits(
                workloads, store, runtime, id -> {}, installation.clock),
            logs,
            execs,
            addresses,
            syncs,
            known,
            installation.clock),
        new VolumeResource(volumes, known),
        new CapabilitiesResource(offer, quotas),
        new NotBuiltResource());
  }

  /** Somebody with a role, signed in. */
  HttpSession as(String name, RoleName role) {
    Secret password = installation.user(name, BuiltInRoles.named(role)).password();
    return installation.http().as(installation.session(name, password));
  }

  HttpSession operator() {
    return as("operator", RoleName.AI_TRAINING_OPERATOR);
  }

  RunId run(String workload, int number) {
    return new RunId(new WorkloadId(UUID.fromString(workload)), number, 0);
  }

  @Override
  public void close() {
    looks.release(1_000_000);
    installation.close();
  }
}
