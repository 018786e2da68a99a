package gatehouse.doors.gateway;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Cluster;
import gatehouse.core.access.Credential;
import gatehouse.core.access.FailureBudget;
import gatehouse.core.access.Grant;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.access.SignIn;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.SecretKind;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.gateway.GatewayConfig.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A front door with everything behind it that is not the network. */
final class House implements AutoCloseable {
  static final ProjectId PROJECT = new ProjectId("0123456789abcdef0123456789abcdef");
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  final MemoryPrincipals principals = new MemoryPrincipals();
  final MemoryWorkloads workloads = new MemoryWorkloads();
  final OneNode cluster = new OneNode();
  final Map<String, Secret> codes = new ConcurrentHashMap<>();
  final Path folder;
  final Node node;
  final LiveConnections connections;
  final IdentityKeys keys = IdentityKeys.draw();
  final Gateway gateway;
  final int port;
  private final AtomicLong leap = new AtomicLong();
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Secrets secrets = new Secrets(new SecureRandom());
  private final List<RawServer> alsoClosed = new ArrayList<>();
  private int users;

  House() throws IOException {
    this(GatewayLimits.DEFAULTS, null, List.of());
  }

  House(GatewayLimits limits, TlsFiles tls, List<String> trusted) throws IOException {
    folder = Files.createTempDirectory("gw");
    var view = new PrincipalView(principals, 1_000);
    var lease = new NodeLease(this::nanos);
    InstantSource clock = InstantSource.system();
    connections = new LiveConnections(view, lease, clock, timers);
    node = new Node(Cluster.Member.named("node-1"), cluster, view, connections, lease, this::nanos);
    node.beat();
    var _ = timers.scheduleWithFixedDelay(this::beat, 300, 300, TimeUnit.MILLISECONDS);
    var signIn =
        new SignIn(
            view,
            principals,
            lease,
            new PlainHasher(),
            new FailureBudget(clock, 1_000),
            (name, address) -> {},
            clock,
            new byte[32],
            2);
    gateway =
        new Gateway(
            new GatewayConfig(
                "127.0.0.1",
                0,
                "localhost",
                Set.of("panel.example"),
                "http://localhost:8080",
                webSocket(),
                limits,
                tls,
                trusted),
            signIn,
            connections,
            lease,
            workloads,
            this::enter,
            keys,
            blocking,
            clock);
    port = gateway.start();
  }

  private void beat() {
    try {
      node.beat();
    } catch (Refused e) {
      // The database is switched off: the lease runs out.
    }
  }

  private long nanos() {
    return System.nanoTime() + leap.get();
  }

  /** As if that much time had passed for leases. */
  void leap(Duration time) {
    leap.addAndGet(time.toNanos());
  }

  Path webSocket() {
    return folder.resolve("web.sock");
  }

  RawServer web(RawServer.Talk talk) throws IOException {
    return also(RawServer.unix(webSocket(), talk));
  }

  RawServer unix(String name, RawServer.Talk talk) throws IOException {
    return also(RawServer.unix(folder.resolve(name), talk));
  }

  RawServer tcp(RawServer.Talk talk) throws IOException {
    return also(RawServer.tcp(talk));
  }

  private RawServer also(RawServer server) {
    alsoClosed.add(server);
    return server;
  }

  RawClient client() throws IOException {
    return new RawClient(port);
  }

  /** A user with a role, an application token and a password. */
  Someone someone(RoleName role) {
    var id = new UserId(++users);
    var subject = Subject.user(id);
    Secret token = secrets.draw(SecretKind.TOKEN);
    var name = new UserName("user-" + id);
    var someone = new Someone(subject, name, token, new Secret("pass-" + id), List.of(role));
    principals.put(principal(someone, List.of()));
    return someone;
  }

  private Principal principal(Someone one, List<Principal.Key> more) {
    var keys = new ArrayList<>(more);
    keys.add(
        new Principal.Key(
            Fingerprint.of(one.token.value()),
            credential(one, Credential.Kind.TOKEN, one.roles.getFirst(), null)));
    var grants =
        one.roles.stream()
            .map(role -> new Grant(BuiltInRoles.named(role), "admin", LONG_AGO, null))
            .toList();
    return new Principal(
        new Standing(one.subject, PROJECT, one.name, UserStatus.OK, null, grants),
        keys,
        List.of(
            new Principal.Password(
                UUID.nameUUIDFromBytes(
                    one.name.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new PasswordHash(one.password.value()),
                LONG_AGO,
                null)),
        List.of());
  }

  private static Credential credential(
      Someone one, Credential.Kind kind, RoleName role, String workload) {
    return new Credential(
        UUID.randomUUID(),
        1,
        kind,
        one.subject,
        PROJECT,
        "test",
        role,
        Selector.ALL,
        workload,
        null,
        List.of(),
        1,
        LONG_AGO,
        LONG_AGO,
        null);
  }

  /** A session of a user at one workload. */
  Secret session(Someone one, WorkloadId workload) {
    Secret secret = secrets.draw(SecretKind.WORKLOAD_SESSION);
    principals.put(
        principal(
            one,
            List.of(
                new Principal.Key(
                    Fingerprint.of(secret.value()),
                    credential(
                        one, Credential.Kind.WORKLOAD_SESSION, null, workload.toString())))));
    change(one.subject);
    return secret;
  }

  /** Takes all roles away, and returns what that cut. */
  Node.Barrier revoke(Someone one) {
    Principal before = principals.bySubject.get(one.subject);
    Standing was = before.standing();
    principals.put(
        new Principal(
            new Standing(was.subject(), PROJECT, was.name(), UserStatus.OK, null, List.of()),
            before.keys(),
            before.passwords(),
            List.of()));
    return change(one.subject);
  }

  Node.Barrier change(Subject subject) {
    long revision = cluster.change(subject);
    return node.complete(revision, System.nanoTime());
  }

  private Secret enter(Secret code, String workload) {
    Secret session = codes.remove(code.value() + "@" + workload);
    if (session == null) {
      throw new Refused(new Unauthenticated("This way in was used before, or is too old."));
    }
    return session;
  }

  static String host(WorkloadKind kind, WorkloadId id) {
    return id + "." + kind.word() + ".localhost";
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    for (RawServer one : alsoClosed) {
      one.close();
    }
    blocking.shutdownNow();
    timers.shutdownNow();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Somebody, with all that they can present. */
  record Someone(
      Subject subject, UserName name, Secret token, Secret password, List<RoleName> roles) {

    String bearer() {
      return "Authorization: Bearer " + token.value();
    }
  }

  /** Passwords as they are: what is tried here is the door, not the hash. */
  private static final class PlainHasher implements PasswordHasher {
    @Override
    public PasswordHash hash(Secret password) {
      return new PasswordHash(password.value());
    }

    @Override
    public boolean matches(Secret password, PasswordHash hash) {
      return hash.value().equals(password.value());
    }
  }
}
