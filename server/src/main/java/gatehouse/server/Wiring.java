package gatehouse.server;

import gatehouse.core.access.FailureBudget;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Accounts;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.AuditTrail;
import gatehouse.core.administration.Changes;
import gatehouse.core.administration.Checkpoints;
import gatehouse.core.administration.Confirmations;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.OpenConnections;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Previews;
import gatehouse.core.administration.ProjectEgress;
import gatehouse.core.administration.Projects;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.Sessions;
import gatehouse.core.administration.SignedCalls;
import gatehouse.core.administration.Tokens;
import gatehouse.core.administration.Trimming;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.news.Headline;
import gatehouse.core.news.News;
import gatehouse.core.volume.DataStores;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.MakerRights;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Reconciler;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.Standstill;
import gatehouse.core.workload.UsageMeter;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.gateway.Gateway;
import gatehouse.doors.web.PolicyJson;
import gatehouse.doors.web.WebServer;
import gatehouse.engines.argon2.Argon2idHasher;
import gatehouse.engines.postgres.PostgresAdministration;
import gatehouse.engines.postgres.PostgresCluster;
import gatehouse.engines.postgres.PostgresDataStores;
import gatehouse.engines.postgres.PostgresPrincipals;
import gatehouse.engines.postgres.PostgresUsage;
import gatehouse.engines.postgres.PostgresWorkloads;
import gatehouse.engines.runtimes.local.LocalOptions;
import gatehouse.engines.runtimes.local.LocalRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds every object of a server, once, by hand: read it from top to bottom. */
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** Longer than a program is given to end itself. */
  private static final Duration LONGEST_STOP = Reconciler.GRACE.plusSeconds(15);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int PRINCIPALS_KEPT = 200_000;
  private static final int FAILURES_KEPT = 100_000;
  private static final int HEADLINES_KEPT = 8_192;

  private final Lifecycle lifecycle;
  private final Schedules schedules;
  private final Storage storage;
  private final ExecutorService threads;
  private final NodeLease lease;
  private final PostgresCluster cluster;
  private final Node node;
  private final News news;
  private final Uses uses;
  private final Trimming trimming;
  private final Checkpoints checkpoints;
  private final Projects projects;
  private final Accounts accounts;
  private final LocalRuntime runtime;
  private final Reconciler reconciler;
  private final LiveWorkloads live;
  private final Standstill standstill;
  private final Config config;
  private final ObjectStorage objects;
  private final UsageMeter meter;
  private final Doors doors;

  Wiring(
      Config config,
      DataFolder folder,
      SecureRandom random,
      InstantSource clock,
      Lifecycle lifecycle)
      throws IOException {
    this.lifecycle = lifecycle;
    this.config = config;
    Keys keys = Keys.in(config.keys(), random);
    Secrets secrets = new Secrets(random);
    int cores = Runtime.getRuntime().availableProcessors();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    lifecycle.add(
        "threads", threads::shutdownNow); // Its own close() would wait for followers of logs.

    // Engines.
    storage = Storage.open(config, folder, lifecycle);
    schedules = lifecycle.add("schedules", new Schedules());
    var store = new PostgresAdministration(storage.database(), clock);
    var workloadStore = new PostgresWorkloads(storage.database(), clock);
    cluster = new PostgresCluster(storage.database(), threads);
    var hashing =
        Executors.newFixedThreadPool(cores, Thread.ofPlatform().name("hash-", 0).factory());
    lifecycle.add("hashing", hashing::shutdownNow);
    var hasher = new Argon2idHasher(hashing);
    runtime =
        lifecycle.add(
            "runtime",
            new LocalRuntime(
                folder.path().resolve("runtime"),
                threads,
                clock,
                LocalOptions.standard()
                    .withWorkspaceLimit(config.workspaceLimit())
                    .withInsecure(config.insecureLocal()),
                id ->
                    workloadStore
                        .find(id)
                        .map(workload -> store.egress(workload.project()))
                        .orElse(EgressPolicy.NONE)));

    // Access: what this node knows, what is open on it, and its part in the cluster.
    var principals = new PostgresPrincipals(storage.database());
    var view = new PrincipalView(principals, PRINCIPALS_KEPT);
    lease = new NodeLease(System::nanoTime);
    var connections = new LiveConnections(view, lease, clock, schedules.timers());
    String name = hostName() + "-" + secrets.hex(6);
    node = new Node(name, cluster, view, connections, lease, System::nanoTime);
    news = new News(secrets.hex(12), HEADLINES_KEPT);
    var signIn =
        new SignIn(
            view,
            principals,
            lease,
            hasher,
            new FailureBudget(clock, FAILURES_KEPT),
            clock,
            randomKey(random),
            cores);

    // Administration.
    var permits = new Permits(view, clock);
    var changes = new Changes(store, node, System::nanoTime);
    uses = new Uses(store);
    trimming = new Trimming(store, clock);
    projects = new Projects(store, permits, secrets, clock);
    accounts = new Accounts(store, changes, permits, hasher, secrets, clock);
    var users = new Users(store, changes, permits, hasher, secrets, clock);
    var roles = new RoleAssignments(changes, permits, clock);
    var tokens = new Tokens(store, changes, permits, secrets, clock);
    var sessions = new Sessions(store, changes, permits, signIn, view, secrets, clock, uses);
    var applications = new Applications(store, changes, secrets, keys.seal(), clock);
    var signedCalls = new SignedCalls(store, view, keys.seal(), clock);
    checkpoints = new Checkpoints(store, keys.audit(), clock);
    var auditTrail = new AuditTrail(store, permits, checkpoints);
    var explanations = new Explanations(store, view, permits, clock);

    var previews =
        new Previews(store, connections, permits, maker -> affected(workloadStore, maker), clock);

    // Object storage.
    objects =
        ObjectStorage.of(
            config,
            folder,
            new ObjectStorage.Base(
                store,
                changes,
                permits,
                view,
                lease,
                connections,
                uses,
                secrets,
                keys.seal(),
                clock));

    // Workloads.
    var usage = new PostgresUsage(storage.database());
    meter = new UsageMeter(runtime, usage, clock);
    live = new LiveWorkloads(workloadStore, runtime);
    var dataStores =
        new DataStores(
            new PostgresDataStores(storage.database(), clock),
            permits,
            keys.seal(),
            Data.reach(config.localDataStores()),
            clock);
    var rights = new MakerRights(view, lease, new PolicyJson()::read, clock);
    var mover =
        Data.mover(
            workloadStore,
            runtime,
            new Data.AllStores(objects.shelves(), dataStores),
            rights,
            threads,
            this::look,
            clock);
    reconciler = new Reconciler(name, workloadStore, runtime, mover, clock, live::refresh);
    standstill = new Standstill(workloadStore, reconciler, clock);
    var workloads =
        new Workloads(
            workloadStore,
            new Offer(runtime),
            project -> isAuthorized(store, project),
            revision -> node.complete(revision, System.nanoTime()),
            this::look,
            clock);

    // Doors.
    doors =
        new Doors(
            config,
            folder,
            keys,
            random,
            clock,
            threads,
            new Doors.Access(lease, node, view, news, signIn, signedCalls, connections),
            new Doors.Administration(
                store,
                projects,
                new ProjectEgress(store, changes, permits, projects),
                accounts,
                users,
                roles,
                tokens,
                sessions,
                applications,
                auditTrail,
                explanations,
                previews,
                new Confirmations(changes, signIn, clock),
                new OpenConnections(store, connections, permits),
                uses),
            new Doors.Work(
                workloadStore,
                workloads,
                new RunLogs(workloads, runtime),
                new DataSyncs(workloads, workloadStore, this::look, clock),
                dataStores,
                new Offer(runtime),
                runtime,
                live,
                usage),
            objects);
  }

  /** Joins the cluster: from here on use cases work; no door is open yet. */
  void start() {
    node.alsoTell(live::accept);
    node.alsoTell(runtime::lookAgain);
    node.alsoTell(this::tell);
    node.beat();
    lifecycle.add("node", node);
    lifecycle.add("listening", cluster.listen(node::wake, this::tell));
    schedules.beat(node, lease);
    storage.embedded().ifPresent(schedules::keepRunning);
    runtime.onChange(run -> threads.execute(() -> look(run.workload())));
  }

  /** Opens the doors. */
  void open() throws IOException {
    WebServer web = lifecycle.add("web", doors.web());
    Gateway gateway = lifecycle.add("front door", doors.gateway());
    doors.open(web, gateway);
    objects.open(config, lifecycle);
    schedules.look(reconciler, runtime, lease, uses, trimming, meter, gateway);
    schedules.sweep(objects.shelves());
    schedules.sign(checkpoints, lease);
  }

  /**
   * Lets nobody in any more, and waits for what is in flight.
   *
   * @param stopWorkloads whether what runs ends too, rather than going on without a server
   */
  void drain(Duration longest, boolean stopWorkloads) {
    doors.drain(longest);
    if (stopWorkloads) {
      stopWorkloads();
    }
    reconciler.release();
    uses.write();
  }

  private void stopWorkloads() {
    long end = System.nanoTime() + LONGEST_STOP.toNanos();
    int asked = standstill.begin();
    LOG.info("stopping what runs: workloads={}", asked);
    try {
      while (!standstill.isReached() && System.nanoTime() < end) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("what runs could not be stopped", e);
    }
  }

  Projects projects() {
    return projects;
  }

  Accounts accounts() {
    return accounts;
  }

  String publicUrl() {
    return doors.publicUrl();
  }

  /** How clients of object storage reach it; empty where it is off. */
  Optional<String> objectStorage() {
    return objects.endpoint();
  }

  /** What the operator should know about what runs workloads. */
  List<String> remarks() {
    return runtime.report().remarks();
  }

  /** People who follow what changes hear of people here, and of workloads by the next method. */
  private void tell(Subject subject) {
    if (subject.equals(Node.EVERYTHING)) {
      news.tellThatAnythingMayHaveChanged();
    } else if (subject.kind() != Subject.Kind.WORKLOAD) {
      news.tell(Headline.of(subject));
    }
  }

  private void tell(Optional<Headline> workload) {
    workload.ifPresentOrElse(news::tell, news::tellThatAnythingMayHaveChanged);
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

  private static List<AffectedWorkload> affected(PostgresWorkloads store, Subject maker) {
    return store.runningOf(maker).stream()
        .map(
            workload ->
                new AffectedWorkload(
                    workload.kind().word(), workload.id().toString(), workload.spec().name()))
        .toList();
  }

  private static boolean isAuthorized(PostgresAdministration store, ProjectId project) {
    return store.project(project).map(found -> found.aiAuthorized()).orElse(false);
  }

  private static byte[] randomKey(SecureRandom random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return key;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "node";
    }
  }
}
