package gatehouse.benchmarks;

import gatehouse.core.access.Access;
import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Decision;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalSource;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Resource;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The decision, with the look-up of the caller by a token's fingerprint, beside a plain map look-up
 * and the SHA-256 of a token: what a request pays to be let in.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecideBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ProjectId PROJECT = new ProjectId("a".repeat(32));

  @Param({"1", "1000000"})
  int users;

  private final Resource notebook =
      new Resource(PROJECT, "notebook", "n1", Map.of("team", "red", "ovh/type", "notebook"), false);
  private final Map<Fingerprint, String> plain = new HashMap<>();
  private @Nullable PrincipalView view;
  private @Nullable Fingerprint known;
  private @Nullable Caller caller;
  private String token = "";

  /**
   * Makes so many users, each with a token that a selector narrows, and lets the view know them
   * all.
   */
  @Setup
  public void prepare() {
    var source = new Everybody();
    var knowing = new PrincipalView(source, 2 * users + 10);
    for (int i = 1; i <= users; i++) {
      knowing.caller(source.fingerprint(i));
      plain.put(source.fingerprint(i), "");
    }
    view = knowing;
    known = source.fingerprint(users / 2 + 1);
    caller = knowing.caller(known).orElseThrow();
    token = "ght_" + "x".repeat(49);
  }

  /** The decision alone. */
  @Benchmark
  public @Nullable Decision decide() {
    return caller == null ? null : Access.decide(caller, Permission.NOTEBOOK_OPEN, notebook, NOW);
  }

  /** The caller by fingerprint, and the decision. */
  @Benchmark
  public @Nullable Decision lookUpAndDecide() {
    if (view == null || known == null) {
      return null;
    }
    Caller found = view.known(known);
    return found == null ? null : Access.decide(found, Permission.NOTEBOOK_OPEN, notebook, NOW);
  }

  /** The peer: a look-up in a plain map of the same size. */
  @Benchmark
  public @Nullable String plainMapLookUp() {
    return plain.get(known);
  }

  /** The peer: the SHA-256 of a token. */
  @Benchmark
  public Fingerprint sha256OfAToken() {
    return Fingerprint.of(token);
  }

  private static final class Everybody implements PrincipalSource {
    private final Grant grant =
        new Grant(BuiltInRoles.named(RoleName.AI_TRAINING_OPERATOR), "admin", NOW, null);

    Fingerprint fingerprint(int user) {
      return new Fingerprint(user * 0x9E3779B97F4A7C15L, user, ~user, user);
    }

    @Override
    public Optional<Subject> ownerOf(Fingerprint fingerprint) {
      return Optional.of(Subject.user(new UserId((int) fingerprint.b())));
    }

    @Override
    public Optional<Subject> named(UserName name) {
      return Optional.empty();
    }

    @Override
    public Optional<Principal> principal(Subject subject) {
      int user = Integer.parseInt(subject.key());
      var standing =
          new Standing(
              subject, PROJECT, new UserName("user-" + user), UserStatus.OK, null, List.of(grant));
      var token =
          new Credential(
              new UUID(0, user),
              user,
              Credential.Kind.TOKEN,
              subject,
              PROJECT,
              "ci",
              RoleName.AI_TRAINING_READ,
              Selector.parse("team=red"),
              null,
              null,
              List.of(),
              1,
              NOW,
              NOW,
              null);
      return Optional.of(
          new Principal(
              standing,
              List.of(new Principal.Key(fingerprint(user), token)),
              List.of(),
              List.of()));
    }
  }
}
