package gatehouse.doors.web;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Cluster;
import gatehouse.core.access.Credential;
import gatehouse.core.access.FailureBudget;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.MemoryCluster;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.Presented;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Role;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Accounts;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.AuditTrail;
import gatehouse.core.administration.Changes;
import gatehouse.core.administration.Checkpoints;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.Issued;
import gatehouse.core.administration.MemoryAdministration;
import gatehouse.core.administration.NewUser;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Policies;
import gatehouse.core.administration.ProjectEgress;
import gatehouse.core.administration.Projects;
import gatehouse.core.administration.RefusedSignIns;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.RoleWish;
import gatehouse.core.administration.S3Keys;
import gatehouse.core.administration.ServiceAccounts;
import gatehouse.core.administration.Sessions;
import gatehouse.core.administration.SignedCalls;
import gatehouse.core.administration.Tokens;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.Uses;
import gatehouse.core.audit.AuditKey;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.UserName;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * A whole installation in memory, with one account ({@code admin}, {@value #PASSWORD}) and one
 * project, and a server on a loopback port. The clock can be moved and the lease be lost.
 */
public final class Installation implements AutoCloseable {
  public static final String PASSWORD = "correct horse battery";

  /** How long a peer may be silent in the middle of a request. */
  public static final long IDLE_MILLIS = 1500;

  private final AtomicLong nanosAhead = new AtomicLong();
  private final AtomicLong millisAhead = new AtomicLong();
  public final InstantSource clock = () -> Instant.now().plusMillis(millisAhead.get());
  private final SecureRandom random = new SecureRandom();
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private volatile boolean beating = true;

  public final MemoryCluster cluster =
      new MemoryCluster(this::nanoTime, Thread::startVirtualThread);
  public final MemoryAdministration store = new MemoryAdministration(clock, cluster);
  public final PrincipalView view = new PrincipalView(store, 10_000);
  public final NodeLease lease = new NodeLease(this::nanoTime);
  public final LiveConnections connections = new LiveConnections(view, lease, clock, timers);
  public final Node node =
      new Node(Cluster.Member.named("node-1"), cluster, view, connections, lease, this::nanoTime);
  public final FailureBudget budget = new FailureBudget(clock, 1000);
  public final SignIn signIn =
      new SignIn(
          view,
          store,
          lease,
          new PlainHasher(),
          budget,
          new RefusedSignIns(store),
          clock,
          new byte[32],
          4);
  public final Secrets secrets = new Secrets(random);
  public final Permits permits = new Permits(view, clock);
  public final Changes changes = new Changes(store, node, this::nanoTime);
  public final Uses uses = new Uses(store);
  public final Seal seal = new Seal(new byte[32], random);
  public final Users users = new Users(store, changes, permits, new PlainHasher(), secrets, clock);
  public final RoleAssignments roles = new RoleAssignments(changes, permits, clock);
  public final Tokens tokens = new Tokens(store, changes, permits, secrets, clock);
  public final Sessions sessions =
      new Sessions(store, changes, permits, signIn, view, secrets, clock, uses);
  public final UserTokens userTokens = new UserTokens(store, sessions, view, clock);
  public final Applications applications = new Applications(store, changes, secrets, seal, clock);
  public final ServiceAccounts serviceAccounts =
      new ServiceAccounts(store, changes, view, secrets, clock, uses);
  public final SignedCalls signedCalls = new SignedCalls(store, view, seal, clock);
  public final Accounts accounts =
      new Accounts(store, changes, permits, new PlainHasher(), secrets, clock);
  public final Projects projects = new Projects(store, permits, secrets, clock);
  public final ProjectEgress egress = new ProjectEgress(store, changes, permits, projects);
  public final S3Keys s3Keys = new S3Keys(store, changes, permits, view, secrets, seal, clock);
  public final Policies policies = new Policies(changes, permits, view, new PolicyJson(), clock);
  public final AuditKey auditKey = AuditKey.draw();
  public final AuditTrail audit =
      new AuditTrail(store, permits, new Checkpoints(store, auditKey, clock));
  public final Explanations explanations = new Explanations(store, view, permits, clock);

  public final Accounts.FirstAccount first;
  public final ProjectId project;
  public final WebServer server;

  public Installation() {
    this((call, problem) -> problem.reply());
  }

  /** An installation whose server shows refusals to browsers as it is told. */
  public Installation(BiFunction<Call, Problem, Reply> pages) {
    node.beat();
    cluster.listen(this::wake);
    var _ = timers.scheduleAtFixedRate(this::beat, 100, 100, TimeUnit.MILLISECONDS);
    first =
        accounts
            .createFirst(new UserName("admin"), Optional.of(new Secret(PASSWORD)))
            .orElseThrow();
    projects.createFirst();
    project = store.projects().getFirst().id();
    server =
        new WebServer(
            new Doorkeeper(
                signIn,
                signedCalls,
                lease,
                new CallProjects(store),
                uses,
                clock,
                List.of(URI.create("https://gate.example.org"))),
            lease,
            new Limits(64 << 10, 16 << 10, IDLE_MILLIS),
            Thread::startVirtualThread,
            random,
            pages);
  }

  private synchronized void beat() {
    if (beating) {
      try {
        node.beat();
      } catch (RuntimeException e) {
        // The next beat joins anew.
      }
    }
  }

  /** A notice that comes late reaches nobody who has lost the database. */
  private synchronized void wake() {
    if (beating) {
      node.wake();
    }
  }

  private long nanoTime() {
    return System.nanoTime() + nanosAhead.get();
  }

  /** Starts the server with these resources. */
  public Installation serving(Resource... resources) {
    server.start(new WebServer.Address.Loopback(0), Arrays.asList(resources));
    return this;
  }

  /** Something to call the server with. */
  public HttpSession http() {
    return new HttpSession(server.port());
  }

  /** The account, by its password. */
  public Actor admin() {
    return new Actor(
        signIn.authenticate(new Presented.Basic("admin", new Secret(PASSWORD)), "::1"), "::1");
  }

  /** A user with these roles. */
  public Issued user(String name, Role... held) {
    return users.create(
        admin(),
        project,
        new NewUser(
            new Description(name + " of the tests"),
            new UserName(name),
            Arrays.stream(held).map(role -> new RoleWish(role, null)).toList(),
            null));
  }

  /** A command line session. */
  public Secret session(String name, Secret password) {
    return sessions.signIn(name, password, Credential.Kind.CLI_SESSION, "::1", "tests").value();
  }

  /** A session at the panel. */
  public Secret panelSession(String name, Secret password) {
    return sessions.signIn(name, password, Credential.Kind.PANEL_SESSION, "::1", "tests").value();
  }

  /** A bearer of the account. */
  public Secret adminBearer() {
    return session("admin", new Secret(PASSWORD));
  }

  /** Who a caller is now. */
  public Caller caller(Secret bearer) {
    return signIn.authenticate(new Presented.Bearer(bearer), "::1");
  }

  /** Lets the clock on the wall run ahead. */
  public void later(Duration time) {
    millisAhead.addAndGet(time.toMillis());
  }

  /** Lets the lease run out, as when the database is gone. */
  public synchronized void loseLease() {
    beating = false;
    nanosAhead.addAndGet(NodeLease.LENGTH.multipliedBy(2).toNanos());
  }

  /** Renews the lease. */
  public synchronized void regainLease() {
    node.beat();
    beating = true;
  }

  @Override
  public void close() {
    server.close();
    timers.shutdownNow();
  }
}
