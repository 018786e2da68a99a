package gatehouse.server;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.FailureBudget;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Accounts;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.AuditTrail;
import gatehouse.core.administration.Changes;
import gatehouse.core.administration.Checkpoints;
import gatehouse.core.administration.Confirmations;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.OpenConnections;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Previews;
import gatehouse.core.administration.ProjectEgress;
import gatehouse.core.administration.Projects;
import gatehouse.core.administration.RefusedSignIns;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.ServiceAccounts;
import gatehouse.core.administration.Sessions;
import gatehouse.core.administration.SignedCalls;
import gatehouse.core.administration.Tokens;
import gatehouse.core.administration.Trimming;
import gatehouse.core.administration.UserApplications;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.news.Headline;
import gatehouse.core.news.News;
import gatehouse.doors.gateway.Gateway;
import gatehouse.doors.web.WebServer;
import gatehouse.engines.argon2.Argon2idHasher;
import gatehouse.engines.postgres.PostgresAdministration;
import gatehouse.engines.postgres.PostgresCluster;
import gatehouse.engines.postgres.PostgresPrincipals;
import gatehouse.engines.postgres.PostgresSealed;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Builds every object of a server, once, by hand: read it from top to bottom. */
final class Wiring {
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
  private final OtherNodes others;
  private final News news;
  private final Uses uses;
  private final Trimming trimming;
  private final Checkpoints checkpoints;
  private final Projects projects;
  private final Accounts accounts;
  private final Workplace workplace;
  private final Metrics metrics;
  private final Config config;
  private final ObjectStorage objects;
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

    metrics = lifecycle.add("metrics", new Metrics());

    // Engines.
    storage = Storage.open(config, folder, lifecycle);
    schedules = lifecycle.add("schedules", new Schedules());
    var store = new PostgresAdministration(storage.database(), clock);
    keys.check(new PostgresSealed(storage.database()), config.keys());
    cluster = new PostgresCluster(storage.database(), threads);
    var hashing =
        Executors.newFixedThreadPool(cores, Thread.ofPlatform().name("hash-", 0).factory());
    lifecycle.add("hashing", hashing::shutdownNow);
    var hasher = new Argon2idHasher(hashing);

    // Access: what this node knows, what is open on it, and its part in the cluster.
    var principals = new PostgresPrincipals(storage.database());
    var view = new PrincipalView(principals, PRINCIPALS_KEPT);
    lease = new NodeLease(System::nanoTime);
    var connections = new LiveConnections(view, lease, clock, schedules.timers(), metrics);
    metrics.watch(connections::all, lease);
    String home = folder.home(() -> hostName() + "-" + secrets.hex(6));
    others = lifecycle.add("links to other nodes", OtherNodes.bind(config, folder, threads));
    var self =
        new Cluster.Member(
            home + "." + secrets.hex(4), home, others.address(), others.keys(keys.seal()));
    node = new Node(self, cluster, view, connections, lease, System::nanoTime);
    others.join(self, node::alive);
    news = new News(secrets.hex(12), HEADLINES_KEPT);
    var signIn =
        new SignIn(
            view,
            principals,
            lease,
            hasher,
            new FailureBudget(clock, FAILURES_KEPT),
            new RefusedSignIns(store),
            clock,
            randomKey(random),
            cores,
            metrics);

    // Administration.
    var permits = new Permits(view, clock);
    var changes = new Changes(store, node, System::nanoTime, metrics);
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

    // Object storage.
    objects =
        ObjectStorage.of(
            config,
            folder,
            lifecycle,
            new ObjectStorage.Base(
                store,
                changes,
                permits,
                view,
                signIn,
                lease,
                connections,
                uses,
                secrets,
                keys.seal(),
                clock));

    // Workloads.
    workplace =
        new Workplace(
            config,
            folder,
            new Workplace.Base(
                storage.database(),
                store,
                permits,
                view,
                others,
                node,
                lease,
                connections,
                keys.seal(),
                threads,
                clock),
            objects,
            lifecycle);

    // Doors.
    doors =
        new Doors(
            config,
            folder,
            keys,
            random,
            clock,
            threads,
            new SharedPause(schedules.timers()),
            new UseCases.Access(lease, node, view, news, signIn, signedCalls, connections),
            new UseCases.Administration(
                store,
                projects,
                new ProjectEgress(store, changes, permits, projects),
                accounts,
                users,
                roles,
                tokens,
                sessions,
                new UserTokens(store, sessions, view, clock),
                applications,
                new ServiceAccounts(store, changes, view, secrets, clock, uses),
                new UserApplications(store, changes, permits),
                auditTrail,
                explanations,
                new Previews(store, connections, permits, workplace.made(), clock),
                new Confirmations(changes, signIn, clock),
                new OpenConnections(store, connections, permits),
                uses),
            workplace.useCases(),
            objects);
  }

  /**
   * Joins the cluster: from here on use cases work; no door is open yet.
   *
   * @throws Config.Faulty where the other nodes have other keys
   */
  void start() throws Config.Faulty {
    workplace.listen(node);
    node.alsoTell(this::tell);
    others.look();
    node.beat();
    lifecycle.add("node", node);
    others.look();
    others.requireSameKeys(config.keys());
    lifecycle.add("listening", cluster.listen(node::wake, this::tell));
    schedules.beat(node, lease);
    storage.embedded().ifPresent(schedules::keepRunning);
  }

  /** Opens the doors. */
  void open() throws IOException {
    WebServer web = lifecycle.add("web", doors.web());
    Gateway gateway = lifecycle.add("front door", doors.gateway());
    doors.open(web, gateway);
    objects.open(config, lifecycle);
    doors.openSsh(lifecycle);
    schedules.look(workplace, lease, uses, trimming, gateway);
    schedules.look(others);
    if (config.metricsPort().isPresent()) {
      schedules.count(metrics, workplace.useCases().store(), lease);
      lifecycle.add(
          "metrics door", new MetricsDoor(config.metricsPort().get(), metrics::text, threads));
    }
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
      workplace.stopAll();
    }
    workplace.reconciler().release();
    uses.write();
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

  /** The port of SSH to workloads; empty where it is off. */
  Optional<Integer> sshPort() {
    return doors.sshPort();
  }

  /** What the operator should know. */
  List<String> remarks() {
    return Stream.of(workplace.runtime().report().remarks(), doors.remarks(), aboutNodes())
        .flatMap(List::stream)
        .toList();
  }

  private List<String> aboutNodes() {
    boolean apart = config.s3Port().isPresent() && config.objectStore().isEmpty();
    return others.areThere() && apart
        ? List.of(
            "Objects lie in the folder of this node alone: give --object-store-url, so that all"
                + " nodes have the same buckets.")
        : List.of();
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
