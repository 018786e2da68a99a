package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.core.news.Headline;
import gatehouse.core.news.News;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.MemoryDataStores;
import gatehouse.core.volume.MemoryUserVolumes;
import gatehouse.core.volume.UserVolumes;
import gatehouse.core.workload.AppEdits;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.FakeMover;
import gatehouse.core.workload.FakeRuntime;
import gatehouse.core.workload.Homes;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.MemoryUsage;
import gatehouse.core.workload.MemoryWorkloads;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Reconciler;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.RunPlaces;
import gatehouse.core.workload.Traffic;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.api.Doors;
import gatehouse.doors.api.ai.Addresses;
import gatehouse.doors.api.ai.AppResource;
import gatehouse.doors.api.ai.ExecRoutes;
import gatehouse.doors.api.ai.JobResource;
import gatehouse.doors.api.ai.KnownVolumes;
import gatehouse.doors.api.ai.LogRoutes;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.Installation;
import gatehouse.doors.web.Resource;
import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;

/** An installation that serves our own routes, and jobs of the model's API that run. */
final class PanelHouse implements AutoCloseable {
  /** So many headlines are kept for who comes back. */
  static final int KEPT = 64;

  static final String HERE = "/v1/gatehouse/project/-";

  final Installation installation = new Installation();
  final MemoryWorkloads store = new MemoryWorkloads();
  final FakeRuntime runtime = new FakeRuntime(installation.clock);
  final News news = new News("here", KEPT);
  final MemoryUsage usage = new MemoryUsage(store);
  final LiveWorkloads live = new LiveWorkloads(store, runtime);
  final Workloads workloads =
      new Workloads(
          store,
          new Offer(runtime),
          project -> true,
          revision -> {},
          this::moved,
          installation.clock);
  final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"),
          store,
          runtime,
          new FakeMover(store, installation.clock),
          installation.clock,
          this::moved);

  PanelHouse() {
    installation.node.alsoTell(subject -> news.tell(Headline.of(subject)));
    var resources = new ArrayList<Resource>(Doors.own(installation, store, workloads, news, usage));
    var logs =
        new LogRoutes(
            new RunLogs(workloads, RunPlaces.of(runtime)),
            installation.connections,
            live,
            Thread::yield);
    var addresses = new Addresses(URI.create("http://localhost:8080"));
    resources.add(
        new LogStreamResource(
            new RunLogs(workloads, RunPlaces.of(runtime)),
            installation.connections,
            live,
            () -> LockSupport.parkNanos(1_000_000)));
    var execs =
        new ExecRoutes(
            new Commands(workloads, RunPlaces.of(runtime), store, new Traffic()),
            installation.connections,
            live);
    var syncs = new DataSyncs(workloads, store, this::moved, installation.clock);
    var volumes =
        new KnownVolumes(
            new UserVolumes(new MemoryUserVolumes(), installation.permits, installation.clock),
            new DataStores(
                new MemoryDataStores(),
                installation.permits,
                installation.seal,
                url -> {},
                installation.clock));
    resources.add(
        new JobResource(workloads, logs, execs, addresses, syncs, volumes, installation.clock));
    var edits = new AppEdits(workloads, store, runtime, this::moved, installation.clock);
    resources.add(
        new AppResource(
            workloads, edits, logs, execs, addresses, syncs, volumes, installation.clock));
    installation.serving(resources.toArray(Resource[]::new));
  }

  /** What the database's trigger does. */
  private void moved(WorkloadId id) {
    live.refresh(id);
    store
        .find(id)
        .ifPresent(
            found ->
                news.tell(new Headline(found.subject(), found.project(), found.kind().word())));
  }

  HttpSession admin() {
    return installation.http().as(installation.adminBearer());
  }

  /** Somebody with a role, signed in. */
  HttpSession as(String name, RoleName role) {
    Secret password = installation.user(name, BuiltInRoles.named(role)).password();
    return installation.http().as(installation.session(name, password));
  }

  HttpSession operator() {
    return as("operator", RoleName.AI_TRAINING_OPERATOR);
  }

  HttpSession reader() {
    return as("reader", RoleName.AI_TRAINING_READ);
  }

  /** A job that somebody asks for; its id. */
  static String job(HttpSession maker, String name) {
    var answer =
        maker.post(
            "/v1/job",
            "{\"name\":\"" + name + "\",\"image\":\"host\",\"command\":[\"sleep\",\"60\"]}");
    return answer.json().get("id").asString();
  }

  @Override
  public void close() {
    installation.close();
  }
}
