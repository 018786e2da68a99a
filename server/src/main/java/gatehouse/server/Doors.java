package gatehouse.server;

import gatehouse.core.access.Caller;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Accounts;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.AuditTrail;
import gatehouse.core.administration.Confirmations;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.OpenConnections;
import gatehouse.core.administration.Previews;
import gatehouse.core.administration.ProjectEgress;
import gatehouse.core.administration.Projects;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.Sessions;
import gatehouse.core.administration.SignedCalls;
import gatehouse.core.administration.Tokens;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.news.News;
import gatehouse.core.volume.DataStores;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.UsageStore;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadQuery;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.api.ai.Addresses;
import gatehouse.doors.api.ai.AppResource;
import gatehouse.doors.api.ai.CapabilitiesResource;
import gatehouse.doors.api.ai.DataAuthResource;
import gatehouse.doors.api.ai.DataSyncResource;
import gatehouse.doors.api.ai.JobResource;
import gatehouse.doors.api.ai.LogRoutes;
import gatehouse.doors.api.ai.NotBuiltResource;
import gatehouse.doors.api.ai.NotebookResource;
import gatehouse.doors.api.ai.TokenResource;
import gatehouse.doors.api.ascode.AsCodeResource;
import gatehouse.doors.api.cloud.AiTokensResource;
import gatehouse.doors.api.cloud.ApiCredentials;
import gatehouse.doors.api.cloud.AuthResource;
import gatehouse.doors.api.cloud.CloudProjectsResource;
import gatehouse.doors.api.cloud.CloudRolesResource;
import gatehouse.doors.api.cloud.CloudStorageResource;
import gatehouse.doors.api.cloud.CloudUsersResource;
import gatehouse.doors.api.cloud.StorageFiles;
import gatehouse.doors.api.gatehouse.AccountsResource;
import gatehouse.doors.api.gatehouse.ApplicationsResource;
import gatehouse.doors.api.gatehouse.AuditResource;
import gatehouse.doors.api.gatehouse.ConnectionsResource;
import gatehouse.doors.api.gatehouse.DataStoresResource;
import gatehouse.doors.api.gatehouse.EgressResource;
import gatehouse.doors.api.gatehouse.EventBodies;
import gatehouse.doors.api.gatehouse.EventsResource;
import gatehouse.doors.api.gatehouse.ExplainResource;
import gatehouse.doors.api.gatehouse.ForwardAuthResource;
import gatehouse.doors.api.gatehouse.HealthResource;
import gatehouse.doors.api.gatehouse.LogStreamResource;
import gatehouse.doors.api.gatehouse.PreviewResource;
import gatehouse.doors.api.gatehouse.ProjectsResource;
import gatehouse.doors.api.gatehouse.RolesResource;
import gatehouse.doors.api.gatehouse.SelfResource;
import gatehouse.doors.api.gatehouse.SessionsResource;
import gatehouse.doors.api.gatehouse.StorageResource;
import gatehouse.doors.api.gatehouse.TokensResource;
import gatehouse.doors.api.gatehouse.UsageResource;
import gatehouse.doors.api.gatehouse.UserBodies;
import gatehouse.doors.api.gatehouse.UsersResource;
import gatehouse.doors.api.gatehouse.WorkloadBodies;
import gatehouse.doors.api.gatehouse.WorkloadsResource;
import gatehouse.doors.api.pages.Frame;
import gatehouse.doors.api.pages.Openables;
import gatehouse.doors.api.pages.Pages;
import gatehouse.doors.api.pages.WorkloadHosts;
import gatehouse.doors.gateway.Gateway;
import gatehouse.doors.gateway.GatewayConfig;
import gatehouse.doors.gateway.GatewayLimits;
import gatehouse.doors.panel.Panel;
import gatehouse.doors.web.CallProjects;
import gatehouse.doors.web.Doorkeeper;
import gatehouse.doors.web.Limits;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Builds the doors over the use cases: the web server behind a Unix socket, and the front door
 * before it.
 */
final class Doors {
  private static final int LONGEST_SOCKET_PATH = 100;
  private static final int MOST_OPENABLES = 100;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
  private static final Duration LOG_PAUSE = Duration.ofMillis(100);

  /** The one region of an installation, as the model's clients want to hear of one. */
  private static final String REGION = "LOCAL";

  private final WebServer web;
  private final Gateway gateway;
  private final Path socket;
  private final String publicUrl;
  private final List<Resource> resources;

  /** What the doors need to know who calls. */
  record Access(
      NodeLease lease,
      Node node,
      PrincipalView view,
      News news,
      SignIn signIn,
      SignedCalls signedCalls,
      LiveConnections connections) {}

  /** The use cases of administration. */
  record Administration(
      AdministrationStore store,
      Projects projects,
      ProjectEgress egress,
      Accounts accounts,
      Users users,
      RoleAssignments roles,
      Tokens tokens,
      Sessions sessions,
      Applications applications,
      AuditTrail auditTrail,
      Explanations explanations,
      Previews previews,
      Confirmations confirmations,
      OpenConnections openConnections,
      Uses uses) {}

  /** The use cases of workloads. */
  record Work(
      WorkloadStore store,
      Workloads workloads,
      RunLogs logs,
      DataSyncs syncs,
      DataStores dataStores,
      Offer offer,
      WorkloadRuntime runtime,
      LiveWorkloads live,
      UsageStore usage) {}

  Doors(
      Config config,
      DataFolder folder,
      Keys keys,
      SecureRandom random,
      InstantSource clock,
      Executor threads,
      Access access,
      Administration administration,
      Work work,
      ObjectStorage objects)
      throws IOException {
    int port = config.port() == 0 ? freePort(config.bind()) : config.port();
    publicUrl = config.publicUrl().map(URI::toString).orElseGet(() -> url(config, port));
    socket = socketIn(folder);
    resources = new ArrayList<>(ownResources(access, administration, work, clock));
    resources.addAll(cloudResources(administration, clock));
    resources.addAll(storageResources(administration, work, objects));
    resources.addAll(aiResources(access, administration, work, clock));
    Panel panel = Panel.inJar();
    resources.add(panel);
    resources.add(pages(config, access, administration, work, panel.isBuilt(), clock));
    var doorkeeper =
        new Doorkeeper(
            access.signIn(),
            access.signedCalls(),
            access.lease(),
            new CallProjects(administration.store()),
            administration.uses(),
            clock,
            List.of(URI.create(publicUrl)));
    web = new WebServer(doorkeeper, access.lease(), Limits.USUAL, threads, random, Frame::problem);
    gateway =
        new Gateway(
            new GatewayConfig(
                config.bind(),
                port,
                config.domain(),
                panelHosts(config),
                publicUrl,
                socket,
                GatewayLimits.DEFAULTS,
                tls(config),
                List.copyOf(config.trustedProxies())),
            access.signIn(),
            access.connections(),
            access.lease(),
            work.live(),
            administration.sessions(),
            keys.identity(),
            threads,
            clock);
  }

  private List<Resource> ownResources(
      Access access, Administration admin, Work work, InstantSource clock) {
    var addresses = new Addresses(URI.create(publicUrl));
    var users = new UserBodies(work.store()::running, admin.store(), access.node()::applied, clock);
    var workloads = new WorkloadBodies(addresses, clock);
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
        new LogStreamResource(work.logs(), access.connections(), work.live(), Doors::aMoment),
        new AsCodeResource(),
        new ConnectionsResource(
            admin.openConnections(), admin.users(), access.node().name(), clock),
        new PreviewResource(admin.previews(), admin.users(), access.node().name()),
        new RolesResource(admin.users(), admin.explanations()),
        new ProjectsResource(admin.projects()),
        new EgressResource(admin.egress()),
        new ApplicationsResource(admin.applications(), admin.store()),
        new AccountsResource(admin.accounts()),
        new AuditResource(admin.auditTrail(), admin.users(), access.connections()),
        new ExplainResource(
            admin.explanations(),
            admin.users(),
            id -> work.store().find(WorkloadId.of(id)).map(found -> found.resource())),
        new ForwardAuthResource(work.live(), clock));
  }

  private static List<Resource> cloudResources(Administration admin, InstantSource clock) {
    var credentials = new ApiCredentials(admin.store());
    return List.of(
        new CloudProjectsResource(admin.projects(), REGION),
        new CloudRolesResource(admin.users(), admin.roles()),
        new CloudUsersResource(admin.users(), admin.sessions(), clock, REGION),
        new AiTokensResource(admin.tokens(), REGION),
        new AuthResource(admin.applications(), admin.sessions(), credentials, clock),
        new gatehouse.doors.api.cloud.MeResource(admin.applications(), credentials));
  }

  private static List<Resource> storageResources(
      Administration admin, Work work, ObjectStorage objects) {
    var files = new StorageFiles(objects.endpoint().orElse(""), REGION);
    return List.of(
        new CloudStorageResource(objects.keys(), objects.policies(), files),
        new StorageResource(admin.users(), objects.keys(), objects.policies()),
        new DataStoresResource(work.dataStores(), objects.endpoint()),
        new DataAuthResource(work.dataStores(), objects.endpoint()));
  }

  private List<Resource> aiResources(
      Access access, Administration admin, Work work, InstantSource clock) {
    var logs = new LogRoutes(work.logs(), access.connections(), work.live(), Doors::aMoment);
    var addresses = new Addresses(URI.create(publicUrl));
    return List.of(
        new gatehouse.doors.api.ai.MeResource(work.offer(), clock),
        new TokenResource(admin.tokens()),
        new JobResource(work.workloads(), logs, addresses, work.syncs(), clock),
        new NotebookResource(work.workloads(), logs, addresses, work.syncs(), clock),
        new AppResource(work.workloads(), logs, addresses, work.syncs(), clock),
        new DataSyncResource(work.syncs()),
        new CapabilitiesResource(work.offer()),
        new NotBuiltResource());
  }

  private static Resource pages(
      Config config,
      Access access,
      Administration admin,
      Work work,
      boolean panel,
      InstantSource clock) {
    return new Pages(
        admin.sessions(),
        access.signIn(),
        admin.accounts(),
        admin.applications(),
        admin.store(),
        new WorkloadHosts(work.live(), config.domain()),
        (caller, project) -> openables(work, clock, caller, project),
        panel,
        clock);
  }

  private static List<Openables.Openable> openables(
      Work work, InstantSource clock, Caller caller, ProjectId project) {
    return Arrays.stream(WorkloadKind.values())
        .flatMap(kind -> work.store().list(WorkloadQuery.newest(project, kind)).items().stream())
        .filter(
            each ->
                gatehouse.core.access.Access.decide(
                        caller, Deed.OPEN.with(each.kind()), each.resource(), clock.instant())
                    .allowed())
        .sorted(Comparator.comparing(Workload::createdAt).reversed())
        .limit(MOST_OPENABLES)
        .map(
            each ->
                new Openables.Openable(
                    each.kind(), each.id(), each.spec().name(), each.state().name()))
        .toList();
  }

  private static void aMoment() throws InterruptedException {
    Thread.sleep(LOG_PAUSE);
  }

  WebServer web() {
    return web;
  }

  Gateway gateway() {
    return gateway;
  }

  String publicUrl() {
    return publicUrl;
  }

  void open(WebServer behind, Gateway front) throws IOException {
    Files.deleteIfExists(socket);
    behind.start(new WebServer.Address.Unix(socket), resources);
    front.start();
  }

  void drain(Duration longest) {
    gateway.drain(longest);
    web.drain(Duration.ofSeconds(1));
  }

  private static GatewayConfig.@Nullable TlsFiles tls(Config config) {
    return config
        .tls()
        .map(files -> new GatewayConfig.TlsFiles(files.certificate(), files.key()))
        .orElse(null);
  }

  private static Set<String> panelHosts(Config config) {
    return config
        .publicUrl()
        .map(url -> Set.of(config.domain(), url.getHost()))
        .orElseGet(() -> Set.of(config.domain()));
  }

  private static String url(Config config, int port) {
    boolean secure = config.tls().isPresent();
    String scheme = secure ? "https" : "http";
    boolean usual = port == (secure ? 443 : 80);
    return scheme + "://" + config.domain() + (usual ? "" : ":" + port);
  }

  private static int freePort(String bind) throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getByName(bind))) {
      return probe.getLocalPort();
    }
  }

  /**
   * In the data folder where its path is short enough for the kernel, else in a folder of its own.
   */
  private static Path socketIn(DataFolder folder) throws IOException {
    Path path = folder.privateFolder("web").resolve("web.sock");
    return path.toString().length() <= LONGEST_SOCKET_PATH
        ? path
        : Files.createTempDirectory("gatehouse").resolve("web.sock");
  }
}
