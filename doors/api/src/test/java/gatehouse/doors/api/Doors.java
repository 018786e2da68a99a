package gatehouse.doors.api;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.administration.Confirmations;
import gatehouse.core.administration.OpenConnections;
import gatehouse.core.administration.Previews;
import gatehouse.core.administration.StorageRights;
import gatehouse.core.administration.UserApplications;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.news.News;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.MemoryObjects;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.MemoryDataStores;
import gatehouse.core.volume.MemoryUserVolumes;
import gatehouse.core.volume.UserVolumes;
import gatehouse.core.workload.Backups;
import gatehouse.core.workload.FakeRuntime;
import gatehouse.core.workload.FakeShelf;
import gatehouse.core.workload.FrameworkBook;
import gatehouse.core.workload.Frameworks;
import gatehouse.core.workload.Homes;
import gatehouse.core.workload.JobArrays;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.MemoryUsage;
import gatehouse.core.workload.MemoryWorkloads;
import gatehouse.core.workload.Nodes;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quotas;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.RunPlaces;
import gatehouse.core.workload.UsageStore;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.api.ai.Addresses;
import gatehouse.doors.api.ai.JobArrayResource;
import gatehouse.doors.api.ai.KnownVolumes;
import gatehouse.doors.api.ascode.AsCodeResource;
import gatehouse.doors.api.cloud.AiTokensResource;
import gatehouse.doors.api.cloud.ApiCredentials;
import gatehouse.doors.api.cloud.AuthResource;
import gatehouse.doors.api.cloud.BearerResource;
import gatehouse.doors.api.cloud.CloudProjectsResource;
import gatehouse.doors.api.cloud.CloudRolesResource;
import gatehouse.doors.api.cloud.CloudStorageResource;
import gatehouse.doors.api.cloud.CloudUsersResource;
import gatehouse.doors.api.cloud.MeResource;
import gatehouse.doors.api.cloud.ServiceAccountsResource;
import gatehouse.doors.api.cloud.StorageFiles;
import gatehouse.doors.api.gatehouse.AccountsResource;
import gatehouse.doors.api.gatehouse.ApplicationsResource;
import gatehouse.doors.api.gatehouse.AuditResource;
import gatehouse.doors.api.gatehouse.BackupsResource;
import gatehouse.doors.api.gatehouse.BucketsResource;
import gatehouse.doors.api.gatehouse.ConnectionsResource;
import gatehouse.doors.api.gatehouse.DataStoresResource;
import gatehouse.doors.api.gatehouse.EgressResource;
import gatehouse.doors.api.gatehouse.EventBodies;
import gatehouse.doors.api.gatehouse.EventsResource;
import gatehouse.doors.api.gatehouse.ExplainResource;
import gatehouse.doors.api.gatehouse.ForwardAuthResource;
import gatehouse.doors.api.gatehouse.FrameworksResource;
import gatehouse.doors.api.gatehouse.HealthResource;
import gatehouse.doors.api.gatehouse.LogStreamResource;
import gatehouse.doors.api.gatehouse.NodesResource;
import gatehouse.doors.api.gatehouse.ObjectsResource;
import gatehouse.doors.api.gatehouse.Passages;
import gatehouse.doors.api.gatehouse.PreviewResource;
import gatehouse.doors.api.gatehouse.ProjectsResource;
import gatehouse.doors.api.gatehouse.QuotaResource;
import gatehouse.doors.api.gatehouse.RolesResource;
import gatehouse.doors.api.gatehouse.SelfResource;
import gatehouse.doors.api.gatehouse.SessionsResource;
import gatehouse.doors.api.gatehouse.StorageResource;
import gatehouse.doors.api.gatehouse.TokensResource;
import gatehouse.doors.api.gatehouse.UsageResource;
import gatehouse.doors.api.gatehouse.UsageTotalsResource;
import gatehouse.doors.api.gatehouse.UserApplicationsResource;
import gatehouse.doors.api.gatehouse.UserBodies;
import gatehouse.doors.api.gatehouse.UsersResource;
import gatehouse.doors.api.gatehouse.WorkloadBodies;
import gatehouse.doors.api.gatehouse.WorkloadsResource;
import gatehouse.doors.api.keystone.Catalog;
import gatehouse.doors.api.keystone.Ec2CredentialsResource;
import gatehouse.doors.api.keystone.IdentityResource;
import gatehouse.doors.api.pages.Frame;
import gatehouse.doors.api.pages.Openables.Openable;
import gatehouse.doors.api.pages.Pages;
import gatehouse.doors.api.pages.WorkloadHosts;
import gatehouse.doors.web.Installation;
import gatehouse.doors.web.PolicyJson;
import gatehouse.doors.web.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All resources of the rooms in this module, over an installation in memory with one notebook. */
public final class Doors {
  public static final WorkloadId NOTEBOOK =
      new WorkloadId(UUID.fromString("3f0c1a52-0000-4000-8000-000000000001"));

  private static final Catalog CATALOG = new Catalog("local", "http://s3.localhost:9000");

  private Doors() {}

  /** An installation that is served. */
  public static Installation open() {
    var installation = new Installation(Frame::problem);
    var all = new java.util.ArrayList<>(own(installation));
    all.addAll(cloud(installation));
    all.add(pages(installation));
    return installation.serving(all.toArray(Resource[]::new));
  }

  /** Our own routes. */
  public static List<Resource> own(Installation in) {
    var work = new MemoryWorkloads();
    var workloads =
        new Workloads(
            work,
            new Offer(new FakeRuntime(in.clock)),
            project -> true,
            revision -> {},
            id -> {},
            in.clock);
    return own(in, work, workloads);
  }

  /** Our own routes over these workloads. */
  public static List<Resource> own(Installation in, MemoryWorkloads work, Workloads workloads) {
    var runtime = new FakeRuntime(in.clock);
    var all =
        new ArrayList<>(own(in, work, workloads, new News("here", 64), new MemoryUsage(work)));
    all.add(
        new LogStreamResource(
            new RunLogs(workloads, RunPlaces.of(runtime)),
            in.connections,
            new LiveWorkloads(work, runtime),
            Thread::yield));
    all.add(
        new JobArrayResource(
            new JobArrays(workloads, work, new Offer(runtime), id -> {}, in.clock),
            new KnownVolumes(
                new UserVolumes(new MemoryUserVolumes(), in.permits, in.clock),
                new DataStores(new MemoryDataStores(), in.permits, in.seal, url -> {}, in.clock))));
    return all;
  }

  /** Our own routes over these workloads, with these news. */
  public static List<Resource> own(
      Installation in, MemoryWorkloads work, Workloads workloads, News news, UsageStore usage) {
    var users = new UserBodies(work::running, in.store, in.node::applied, in.clock);
    var nodes = new Nodes(Homes.only("here"), work, in.permits, id -> {}, in.clock);
    var bodies =
        new WorkloadBodies(
            new Addresses(URI.create("http://localhost:8080")), nodes::placeOf, in.clock);
    return List.of(
        new EventsResource(
            news,
            in.connections,
            in.view,
            new EventBodies(in.store, work, users, bodies, in.clock),
            Duration.ofMillis(200),
            in.clock),
        new SessionsResource(
            in.sessions,
            new Confirmations(in.changes, in.signIn, in.clock),
            in.users,
            in.store,
            in.clock),
        new UsersResource(in.users, in.roles, users, in.clock),
        new SelfResource(in.projects, in.store, in.node::applied, in.clock),
        new TokensResource(in.tokens, in.store, in.view, in.clock),
        new WorkloadsResource(workloads, bodies),
        new UsageResource(workloads, usage, in.view, in.clock),
        new UsageTotalsResource(usage, in.view, in.clock),
        new AsCodeResource(),
        new ConnectionsResource(
            new OpenConnections(in.store, in.connections, in.permits),
            in.users,
            in.node.name(),
            in.clock),
        new PreviewResource(
            new Previews(in.store, in.connections, in.permits, made(work), in.clock),
            in.users,
            in.node.name()),
        new RolesResource(in.users, in.explanations),
        new StorageResource(in.users, in.s3Keys, in.policies),
        new DataStoresResource(
            new DataStores(new MemoryDataStores(), in.permits, in.seal, url -> {}, in.clock),
            (project, alias) -> new MemoryObjects(in.clock).of(project),
            Optional.of("http://s3.localhost:9000")),
        new BucketsResource(new MemoryObjects(in.clock), passages(in), in.clock),
        new ObjectsResource(Doors::noShelf, passages(in), in.clock),
        new ProjectsResource(in.projects),
        new EgressResource(in.egress),
        new FrameworksResource(
            new Frameworks(FrameworkBook.NONE, new FakeRuntime(in.clock), in.clock)),
        new BackupsResource(
            new Backups(
                workloads,
                work,
                new FakeShelf(),
                RunPlaces.of(new FakeRuntime(in.clock)),
                in.clock)),
        new QuotaResource(new Quotas(work, in.permits), in.users, in.clock),
        new ExplainResource(
            in.explanations,
            in.users,
            id ->
                NOTEBOOK.toString().equals(id)
                    ? Optional.of(notebook(in).resource())
                    : Optional.empty()),
        new AuditResource(in.audit, in.users, in.connections),
        new ApplicationsResource(in.applications, in.store),
        new NodesResource(nodes, in.node::alive, in.node.name()),
        new UserApplicationsResource(
            new UserApplications(in.store, in.changes, in.permits), in.users, in.store, in.clock),
        new AccountsResource(in.accounts, in.clock),
        new HealthResource(in.lease),
        new ForwardAuthResource(directory(in), in.signIn, in.clock));
  }

  private static Previews.Made made(MemoryWorkloads work) {
    return new Previews.Made() {
      @Override
      public List<AffectedWorkload> running(Subject maker) {
        return affected(work.runningOf(maker));
      }

      @Override
      public List<AffectedWorkload> all(Subject maker) {
        return affected(work.madeBy(maker));
      }

      private List<AffectedWorkload> affected(List<Workload> workloads) {
        return workloads.stream()
            .map(w -> new AffectedWorkload(w.kind().word(), w.id().toString(), w.spec().name()))
            .toList();
      }
    };
  }

  private static Passages passages(Installation in) {
    return new Passages(
        in.connections, new StorageRights(in.view, new PolicyJson(), in.clock), in.lease);
  }

  /** What lies in folders is tried with the whole server. */
  private static ObjectShelf noShelf(ProjectId project) {
    throw new Refused(new Refusal.Unavailable("There is no folder here for " + project));
  }

  private static List<Resource> cloud(Installation in) {
    var credentials = new ApiCredentials(in.store);
    return List.of(
        new CloudUsersResource(
            in.users,
            in.userTokens,
            CATALOG,
            in.clock,
            new StorageFiles("http://s3.localhost:9000", "LOCAL")),
        new IdentityResource(in.userTokens, in.projects, CATALOG),
        new gatehouse.doors.api.keystone.TokensResource(in.userTokens, CATALOG, in.clock),
        new Ec2CredentialsResource(in.userTokens, in.users, in.s3Keys),
        new CloudStorageResource(
            in.s3Keys, in.policies, new StorageFiles("http://s3.localhost:9000", "LOCAL")),
        new CloudRolesResource(in.users, in.roles),
        new CloudProjectsResource(in.projects, "local", "http://s3.localhost:9000"),
        new AiTokensResource(in.tokens, "local"),
        new AuthResource(in.applications, in.serviceAccounts, in.sessions, credentials, in.clock),
        new ServiceAccountsResource(in.serviceAccounts),
        new BearerResource(in.serviceAccounts),
        new MeResource(in.applications, credentials));
  }

  private static Pages pages(Installation in) {
    return new Pages(
        in.sessions,
        in.signIn,
        in.accounts,
        in.applications,
        in.store,
        new WorkloadHosts(directory(in), "localhost"),
        (caller, project) ->
            List.of(new Openable(WorkloadKind.NOTEBOOK, NOTEBOOK, "<b>study</b>", "RUNNING")),
        false,
        in.clock);
  }

  private static WorkloadDirectory.Reachable notebook(Installation in) {
    return new WorkloadDirectory.Reachable(
        NOTEBOOK,
        WorkloadKind.NOTEBOOK,
        "study",
        new gatehouse.core.access.Resource(
            in.project, "notebook", NOTEBOOK.toString(), Map.of("team", "a"), false),
        Permission.NOTEBOOK_OPEN,
        true,
        true,
        "RUNNING",
        "Running.",
        null);
  }

  private static WorkloadDirectory directory(Installation in) {
    return new WorkloadDirectory() {
      @Override
      public Optional<Reachable> find(WorkloadKind kind, WorkloadId id) {
        return kind == WorkloadKind.NOTEBOOK && id.equals(NOTEBOOK)
            ? Optional.of(notebook(in))
            : Optional.empty();
      }

      @Override
      public Optional<Route> route(
          Reachable workload, int port, java.util.Set<gatehouse.core.workload.RunId> tried) {
        return Optional.empty();
      }
    };
  }
}
