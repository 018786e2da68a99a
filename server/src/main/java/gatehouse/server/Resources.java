package gatehouse.server;

import gatehouse.core.access.Caller;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.State;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadQuery;
import gatehouse.doors.api.ai.Addresses;
import gatehouse.doors.api.ai.AppResource;
import gatehouse.doors.api.ai.CapabilitiesResource;
import gatehouse.doors.api.ai.DataSyncResource;
import gatehouse.doors.api.ai.ExecRoutes;
import gatehouse.doors.api.ai.JobArrayResource;
import gatehouse.doors.api.ai.JobResource;
import gatehouse.doors.api.ai.KnownVolumes;
import gatehouse.doors.api.ai.LogRoutes;
import gatehouse.doors.api.ai.NotBuiltResource;
import gatehouse.doors.api.ai.NotebookBackupResource;
import gatehouse.doors.api.ai.NotebookResource;
import gatehouse.doors.api.ai.RegistryResource;
import gatehouse.doors.api.ai.TokenResource;
import gatehouse.doors.api.ai.VolumeResource;
import gatehouse.doors.api.ascode.AsCodeResource;
import gatehouse.doors.api.cloud.AiTokensResource;
import gatehouse.doors.api.cloud.ApiCredentials;
import gatehouse.doors.api.cloud.AuthResource;
import gatehouse.doors.api.cloud.BearerResource;
import gatehouse.doors.api.cloud.CloudProjectsResource;
import gatehouse.doors.api.cloud.CloudRolesResource;
import gatehouse.doors.api.cloud.CloudUsersResource;
import gatehouse.doors.api.cloud.ServiceAccountsResource;
import gatehouse.doors.api.gatehouse.AccountsResource;
import gatehouse.doors.api.gatehouse.ApplicationsResource;
import gatehouse.doors.api.gatehouse.AuditResource;
import gatehouse.doors.api.gatehouse.BackupsResource;
import gatehouse.doors.api.gatehouse.ConnectionsResource;
import gatehouse.doors.api.gatehouse.EgressResource;
import gatehouse.doors.api.gatehouse.EventBodies;
import gatehouse.doors.api.gatehouse.EventsResource;
import gatehouse.doors.api.gatehouse.ExplainResource;
import gatehouse.doors.api.gatehouse.ForwardAuthResource;
import gatehouse.doors.api.gatehouse.FrameworksResource;
import gatehouse.doors.api.gatehouse.HealthResource;
import gatehouse.doors.api.gatehouse.LogStreamResource;
import gatehouse.doors.api.gatehouse.NodesResource;
import gatehouse.doors.api.gatehouse.PreviewResource;
import gatehouse.doors.api.gatehouse.ProjectsResource;
import gatehouse.doors.api.gatehouse.QuotaResource;
import gatehouse.doors.api.gatehouse.RolesResource;
import gatehouse.doors.api.gatehouse.SelfResource;
import gatehouse.doors.api.gatehouse.SessionsResource;
import gatehouse.doors.api.gatehouse.TokensResource;
import gatehouse.doors.api.gatehouse.UsageResource;
import gatehouse.doors.api.gatehouse.UsageTotalsResource;
import gatehouse.doors.api.gatehouse.UserApplicationsResource;
import gatehouse.doors.api.gatehouse.UserBodies;
import gatehouse.doors.api.gatehouse.UsersResource;
import gatehouse.doors.api.gatehouse.WorkloadBodies;
import gatehouse.doors.api.gatehouse.WorkloadsResource;
import gatehouse.doors.api.pages.Openables;
import gatehouse.doors.api.pages.Pages;
import gatehouse.doors.api.pages.WorkloadHosts;
import gatehouse.doors.panel.Panel;
import gatehouse.doors.web.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Every route of every API, the panel and the plain pages, over the use cases. */
final class Resources {
  private static final int MOST_OPENABLES = 100;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** The one region of an installation, as the model's clients want to hear of one. */
  static final String REGION = "LOCAL";

  private final Addresses addresses;
  private final LogRoutes.Pause pause;
  private final InstantSource clock;

  Resources(Addresses addresses, LogRoutes.Pause pause, InstantSource clock) {
    this.addresses = addresses;
    this.pause = pause;
    this.clock = clock;
  }

  /** All of them. */
  List<Resource> all(
      Config config,
      UseCases.Access access,
      UseCases.Administration administration,
      UseCases.Work work,
      ObjectStorage objects) {
    var resources = new ArrayList<>(ownResources(access, administration, work));
    resources.addAll(cloudResources(administration, objects));
    resources.addAll(KeystoneRoutes.of(administration, objects, clock));
    resources.addAll(StorageRoutes.of(administration.users(), work.dataStores(), objects, clock));
    resources.addAll(aiResources(access, administration, work));
    Panel panel = Panel.inJar();
    resources.add(panel);
    resources.add(pages(config, access, administration, work, panel.isBuilt()));
    return resources;
  }

  private List<Resource> ownResources(
      UseCases.Access access, UseCases.Administration admin, UseCases.Work work) {
    var users = new UserBodies(work.store()::running, admin.store(), access.node()::applied, clock);
    var workloads = new WorkloadBodies(addresses, work.nodes()::placeOf, clock);
    var events = new EventBodies(admin.store(), work.store(), users, workloads, clock);
    return List.of(
        new EventsResource(
            access.news(), access.connections(), access.view(), events, SIGN_OF_LIFE, clock),
        new SelfResource(admin.projects(), admin.store(), access.node()::applied, clock),
        new WorkloadsResource(work.workloads(), workloads),
        new TokensResource(admin.tokens(), admin.store(), access.view(), clock),
        new HealthResource(access.lease()),
        new SessionsResource(
            admin.sessions(), admin.confirmations(), admin.users(), admin.store(), clock),
        new UsersResource(admin.users(), admin.roles(), users, clock),
        new UsageResource(work.workloads(), work.usage(), access.view(), clock),
        new UsageTotalsResource(work.usage(), access.view(), clock),
        new LogStreamResource(work.logs(), access.connections(), work.live(), pause),
        new AsCodeResource(),
        new ConnectionsResource(
            admin.openConnections(), admin.users(), access.node().name(), clock),
        new NodesResource(work.nodes(), access.node()::alive, access.node().name()),
        new PreviewResource(admin.previews(), admin.users(), access.node().name()),
        new RolesResource(admin.users(), admin.explanations()),
        new ProjectsResource(admin.projects()),
        new EgressResource(admin.egress()),
        new FrameworksResource(work.frameworks()),
        new BackupsResource(work.backups()),
        new QuotaResource(work.quotas(), admin.users(), clock),
        new ApplicationsResource(admin.applications(), admin.store()),
        new UserApplicationsResource(admin.userApplications(), admin.users(), admin.store(), clock),
        new AccountsResource(admin.accounts(), clock),
        new AuditResource(admin.auditTrail(), admin.users(), access.connections()),
        new ExplainResource(
            admin.explanations(),
            admin.users(),
            id -> work.store().find(WorkloadId.of(id)).map(found -> found.resource())),
        new ForwardAuthResource(work.live(), access.signIn(), clock));
  }

  private List<Resource> cloudResources(UseCases.Administration admin, ObjectStorage objects) {
    var credentials = new ApiCredentials(admin.store());
    return List.of(
        new CloudProjectsResource(admin.projects(), REGION, objects.endpoint().orElse("")),
        new CloudRolesResource(admin.users(), admin.roles()),
        new CloudUsersResource(
            admin.users(),
            admin.userTokens(),
            KeystoneRoutes.catalog(objects),
            clock,
            StorageRoutes.files(objects)),
        new AiTokensResource(admin.tokens(), REGION),
        new AuthResource(
            admin.applications(), admin.serviceAccounts(), admin.sessions(), credentials, clock),
        new ServiceAccountsResource(admin.serviceAccounts()),
        new BearerResource(admin.serviceAccounts()),
        new gatehouse.doors.api.cloud.MeResource(admin.applications(), credentials));
  }

  private List<Resource> aiResources(
      UseCases.Access access, UseCases.Administration admin, UseCases.Work work) {
    var logs = new LogRoutes(work.logs(), access.connections(), work.live(), pause);
    var execs = new ExecRoutes(work.commands(), access.connections(), work.live());
    var known = new KnownVolumes(work.volumes(), work.dataStores());
    return List.of(
        new gatehouse.doors.api.ai.MeResource(work.offer(), work.quotas(), clock),
        new TokenResource(admin.tokens()),
        new JobResource(work.workloads(), logs, execs, addresses, work.syncs(), known, clock),
        new NotebookResource(
            work.workloads(),
            work.notebookEdits(),
            logs,
            execs,
            addresses,
            work.syncs(),
            known,
            work.runtime()::workspace,
            clock),
        new NotebookBackupResource(work.backups(), addresses, work.syncs(), clock),
        new AppResource(
            work.workloads(), work.appEdits(), logs, execs, addresses, work.syncs(), known, clock),
        new JobArrayResource(work.arrays(), known),
        new VolumeResource(work.volumes(), known),
        new DataSyncResource(work.syncs()),
        new RegistryResource(work.registries()),
        new CapabilitiesResource(work.offer(), work.quotas()),
        new NotBuiltResource());
  }

  private Resource pages(
      Config config,
      UseCases.Access access,
      UseCases.Administration admin,
      UseCases.Work work,
      boolean panel) {
    return new Pages(
        admin.sessions(),
        access.signIn(),
        admin.accounts(),
        admin.applications(),
        admin.store(),
        new WorkloadHosts(work.live(), config.domain()),
        (caller, project) -> openables(work, caller, project),
        panel,
        clock);
  }

  private List<Openables.Openable> openables(UseCases.Work work, Caller caller, ProjectId project) {
    return Arrays.stream(WorkloadKind.values())
        .flatMap(kind -> work.store().list(WorkloadQuery.going(project, kind)).items().stream())
        .filter(
            each ->
                gatehouse.core.access.Access.decide(
                        caller, Deed.OPEN.with(each.kind()), each.resource(), clock.instant())
                    .allowed())
        .sorted(
            Comparator.comparing((Workload each) -> each.state() != State.RUNNING)
                .thenComparing(Workload::createdAt, Comparator.reverseOrder()))
        .limit(MOST_OPENABLES)
        .map(
            each ->
                new Openables.Openable(
                    each.kind(), each.id(), each.spec().name(), each.state().name()))
        .toList();
  }
}
