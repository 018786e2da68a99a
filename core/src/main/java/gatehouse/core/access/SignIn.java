package gatehouse.core.access;

import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Presented.Basic;
import gatehouse.core.access.Presented.Bearer;
import gatehouse.core.access.Presented.Cookie;
import gatehouse.core.access.Presented.Nothing;
import gatehouse.core.access.Presented.UserToken;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a request is from. What this node knows already is answered from memory; a password
 * costs one slow hash and is then known by a keyed fingerprint until anything about its owner
 * changes.
 */
public final class SignIn {
  private static final Set<Credential.Kind> BEARERS =
      Set.of(
          Credential.Kind.TOKEN,
          Credential.Kind.CLI_SESSION,
          Credential.Kind.USER_TOKEN,
          Credential.Kind.SERVICE_TOKEN);
  private static final Set<Credential.Kind> USER_TOKEN = Set.of(Credential.Kind.USER_TOKEN);
  private static final Duration LONGEST_QUEUE = Duration.ofSeconds(5);
  private static final int LONGEST_PASSWORD = 1024;
  private static final int TRIES = 3;

  private final PrincipalView view;
  private final PrincipalSource source;
  private final NodeLease lease;
  private final PasswordHasher hasher;
  private final FailureBudget budget;
  private final RefusedPasswords refusals;
  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Semaphore hashing;
  private final PasswordHash nobodysHash;
  private final Figures figures;

  /**
   * @param key drawn at start; the fingerprints of proven passwords are keyed with it
   * @param hashesAtOnce how many passwords are hashed at the same time
   */
  public SignIn(
      PrincipalView view,
      PrincipalSource source,
      NodeLease lease,
      PasswordHasher hasher,
      FailureBudget budget,
      RefusedPasswords refusals,
      InstantSource clock,
      byte[] key,
      int hashesAtOnce) {
    this(view, source, lease, hasher, budget, refusals, clock, key, hashesAtOnce, Figures.none());
  }

  /** The same, counted. */
  public SignIn(
      PrincipalView view,
      PrincipalSource source,
      NodeLease lease,
      PasswordHasher hasher,
      FailureBudget budget,
      RefusedPasswords refusals,
      InstantSource clock,
      byte[] key,
      int hashesAtOnce,
      Figures figures) {
    this.figures = figures;
    this.view = view;
    this.source = source;
    this.lease = lease;
    this.hasher = hasher;
    this.budget = budget;
    this.refusals = refusals;
    this.clock = clock;
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.hashing = new Semaphore(hashesAtOnce, true);
    this.nobodysHash = hasher.hash(new Secret("the password of nobody"));
  }

  /**
   * The caller, from memory alone; null where that takes a look into the database or a slow hash.
   * Never blocks. Whether they may do anything is not said by this.
   */
  public @Nullable Caller known(Presented presented) {
    return switch (presented) {
      case Nothing nothing -> new Nobody();
      case Bearer(Secret token) -> accepted(view.known(Fingerprint.of(token.value())), BEARERS);
      case Cookie(Credential.Kind kind, Secret value) ->
          accepted(view.known(Fingerprint.of(value.value())), Set.of(kind));
      case UserToken(Secret value) ->
          accepted(view.known(Fingerprint.of(value.value())), USER_TOKEN);
      case Basic basic -> view.known(keyed(basic));
    };
  }

  /**
   * The caller; may take as long as a slow hash.
   *
   * @param address where the request is from, for the budget of failures
   * @throws Refused with {@link Unauthenticated} where what is presented is not accepted, {@link
   *     TooMany} past the budget of failures, {@link Unavailable} without a lease
   */
  public Caller authenticate(Presented presented, String address) {
    lease.require();
    return switch (presented) {
      case Nothing nothing -> new Nobody();
      case Bearer(Secret token) -> byFingerprint(token, BEARERS);
      case Cookie(Credential.Kind kind, Secret value) -> byFingerprint(value, Set.of(kind));
      case UserToken(Secret value) -> byFingerprint(value, USER_TOKEN);
      case Basic basic -> byPassword(basic, address);
    };
  }

  /**
   * Whether somebody of this installation has a name, known to this node or not; looks it up. A
   * password beside it can only be meant for us.
   */
  public boolean isName(String name) {
    return UserName.canBe(name) && source.named(new UserName(name)).isPresent();
  }

  private Caller byFingerprint(Secret secret, Set<Credential.Kind> kinds) {
    Caller found = view.caller(Fingerprint.of(secret.value())).orElse(null);
    Caller caller = accepted(found, kinds);
    if (caller == null) {
      throw new Refused(new Unauthenticated(whyNot(found, kinds)));
    }
    return caller;
  }

  private String whyNot(@Nullable Caller found, Set<Credential.Kind> kinds) {
    Credential credential = found == null ? null : found.credentialOrNull();
    return credential != null
            && kinds.contains(credential.kind())
            && !credential.holdsAt(clock.instant())
        ? "This token or session ended at " + credential.expiresAt() + ": sign in again."
        : "This token or session is not known (any more): sign in again.";
  }

  private @Nullable Caller accepted(@Nullable Caller caller, Set<Credential.Kind> kinds) {
    Credential credential = caller == null ? null : caller.credentialOrNull();
    return credential != null
            && kinds.contains(credential.kind())
            && credential.holdsAt(clock.instant())
        ? caller
        : null;
  }

  private Caller byPassword(Basic basic, String address) {
    Fingerprint fingerprint = keyed(basic);
    Caller known = view.known(fingerprint);
    if (known != null) {
      return known;
    }
    budget
        .wait(basic.name(), address)
        .ifPresent(
            wait -> {
              throw new Refused(new TooMany("wrong passwords", wait));
            });
    for (int i = 0; i < TRIES; i++) {
      Optional<Principal> principal = principalNamed(basic.name());
      Optional<Caller> proven = prove(basic.password(), principal);
      if (proven.isPresent() && principal.isPresent()) {
        view.remember(fingerprint, principal.get(), proven.get());
        if (view.refreshed(proven.get()).isPresent()) {
          budget.succeeded(basic.name(), address);
          figures.signedIn(true);
          return proven.get();
        }
        continue; // The password changed while it was being checked: look again.
      }
      break;
    }
    budget.failed(basic.name(), address);
    figures.signedIn(false);
    refusals.refused(basic.name(), address);
    throw new Refused(new Unauthenticated("The user name or the password is wrong."));
  }

  private Optional<Principal> principalNamed(String name) {
    return UserName.canBe(name)
        ? source.named(new UserName(name)).flatMap(view::principal)
        : Optional.empty();
  }

  /** An unknown name costs what a known one costs: one hash. */
  private Optional<Caller> prove(Secret password, Optional<Principal> principal) {
    if (password.value().length() > LONGEST_PASSWORD) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    List<Principal.Password> passwords =
        principal.map(Principal::passwords).orElse(List.of()).stream()
            .filter(p -> p.endsAt() == null || now.isBefore(p.endsAt()))
            .toList();
    takeTurn();
    try {
      if (passwords.isEmpty() || principal.isEmpty()) {
        hasher.matches(password, nobodysHash);
        return Optional.empty();
      }
      for (Principal.Password candidate : passwords) {
        if (hasher.matches(password, candidate.hash())) {
          return Optional.of(
              new Caller.Person(
                  principal.get().standing(), credential(principal.get(), candidate)));
        }
      }
      return Optional.empty();
    } finally {
      hashing.release();
    }
  }

  private static Credential credential(Principal principal, Principal.Password password) {
    return new Credential(
        password.id(),
        0,
        Credential.Kind.PASSWORD,
        principal.standing().subject(),
        principal.standing().project(),
        "password",
        null,
        Selector.ALL,
        null,
        null,
        List.of(),
        1,
        password.setAt(),
        password.setAt(),
        password.endsAt());
  }

  private void takeTurn() {
    try {
      if (!hashing.tryAcquire(LONGEST_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Refused(new TooMany("sign-ins at once", Duration.ofSeconds(5)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(new Unavailable("The server is stopping."));
    }
  }

  private Fingerprint keyed(Basic basic) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] name = basic.name().getBytes(StandardCharsets.UTF_8);
      mac.update((byte) (name.length >>> 8));
      mac.update((byte) name.length);
      mac.update(name);
      return Fingerprint.of(mac.doFinal(basic.password().value().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
