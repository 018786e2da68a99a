package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Application;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.SecretKind;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * OAuth2 service accounts ({@code users-api.md}, 3.2): an id and a secret that draw bearers of an
 * hour. What such a bearer may do is what its owner may at that moment, within one role; it makes
 * no further credentials of its owner's, and ends with the service account.
 */
public final class ServiceAccounts {
  /** How long a bearer is good for. */
  public static final Duration GOOD_FOR = Duration.ofHours(1);

  private static final int MOST = 100;
  private static final int MOST_TOKENS = 1000;
  private static final Set<Credential.Kind> BASIS = Set.of(Credential.Kind.SERVICE_ACCOUNT);
  private static final Set<Credential.Kind> TOKENS = Set.of(Credential.Kind.SERVICE_TOKEN);

  private final AdministrationStore store;
  private final Changes changes;
  private final PrincipalView view;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Uses uses;

  public ServiceAccounts(
      AdministrationStore store,
      Changes changes,
      PrincipalView view,
      Secrets secrets,
      InstantSource clock,
      Uses uses) {
    this.store = store;
    this.changes = changes;
    this.view = view;
    this.secrets = secrets;
    this.clock = clock;
    this.uses = uses;
  }

  /**
   * A service account.
   *
   * @param application its client id (the key), name and description
   * @param basis its role, project and age
   */
  public record ServiceAccount(Application application, Credential basis) {}

  /** A service account and its secret, which is readable nowhere else. */
  public record IssuedServiceAccount(ServiceAccount account, Secret secret) {}

  /**
   * Makes a service account of the actor's.
   *
   * @param role what it does at most
   * @param project the one project it is good for; null for all that its owner reaches
   */
  public IssuedServiceAccount create(
      Actor actor, ServiceAccountName name, RoleName role, @Nullable ProjectId project) {
    Standing owner = Applications.person(actor);
    String client = secrets.hex(16);
    Secret secret = new Secret(secrets.hex(32));
    Instant now = clock.instant();
    ProjectId bound = owner.project() == null ? project : owner.project();
    ServiceAccount made =
        changes
            .carryOut(
                tx -> {
                  actor.requireStillStands(tx);
                  if (list(actor).size() >= MOST) {
                    throw new Refused(
                        new Conflict("You have " + MOST + " service accounts: delete some."));
                  }
                  Application application =
                      tx.insert(
                          new Application(
                              0,
                              client,
                              "",
                              name.name(),
                              name.description(),
                              owner.subject(),
                              now));
                  Credential basis =
                      tx.insert(
                          credential(
                              Credential.Kind.SERVICE_ACCOUNT,
                              owner.subject(),
                              bound,
                              name.name(),
                              role,
                              application.id(),
                              now,
                              null),
                          fingerprint(client, secret));
                  var account = new ServiceAccount(application, basis);
                  return work(tx, actor, "serviceaccount.create", account, account, Map.of());
                })
            .value();
    return new IssuedServiceAccount(made, secret);
  }

  /** The actor's own service accounts, oldest first. */
  public List<ServiceAccount> list(Actor actor) {
    Subject owner = Applications.subject(actor);
    List<Credential> bases = store.credentials(owner, BASIS);
    return store.applications(owner).stream()
        .filter(Application::isServiceAccount)
        .flatMap(
            application ->
                bases.stream()
                    .filter(basis -> Objects.equals(basis.application(), application.id()))
                    .map(basis -> new ServiceAccount(application, basis)))
        .toList();
  }

  /** One of the actor's own service accounts. */
  public ServiceAccount get(Actor actor, String client) {
    return list(actor).stream()
        .filter(account -> account.application().key().equals(client))
        .findFirst()
        .orElseThrow(() -> new Refused(new NotFound("service account", client)));
  }

  /** Names one of the actor's own service accounts anew. */
  public void rename(Actor actor, String client, ServiceAccountName name) {
    Applications.person(actor);
    Application before = get(actor, client).application();
    var after =
        new Application(
            before.id(),
            before.key(),
            before.sealedSecret(),
            name.name(),
            name.description(),
            before.owner(),
            before.createdAt());
    store.transaction(
        tx -> {
          actor.requireStillStands(tx);
          tx.update(after);
          tx.audit(actor.did("serviceaccount.rename", target(after), details(after)));
          return after;
        });
  }

  /** Removes one of the actor's own service accounts and ends all that it drew. */
  public Receipt delete(Actor actor, String client) {
    Applications.person(actor);
    ServiceAccount doomed = get(actor, client);
    return changes
        .carryOut(
            tx -> {
              int ended = tx.deleteApplication(doomed.application().id()).orElse(0);
              return work(tx, actor, "serviceaccount.delete", doomed, doomed, ended(doomed, ended));
            })
        .receipt();
  }

  /**
   * Draws a bearer.
   *
   * @throws Refused with {@link Unauthenticated} where id or secret are wrong, or the owner is
   *     suspended or has ended
   */
  public IssuedSession draw(String client, Secret secret, String address) {
    Instant now = clock.instant();
    Caller caller =
        view.caller(fingerprint(client, secret))
            .filter(found -> kind(found) == Credential.Kind.SERVICE_ACCOUNT)
            .orElseThrow(
                () -> new Refused(new Unauthenticated("The client id or the secret is wrong.")));
    Access.requireSignedIn(caller, now);
    Credential basis = Objects.requireNonNull(caller.credentialOrNull());
    var actor = new Actor(caller, address);
    Secret value = secrets.draw(SecretKind.SERVICE_TOKEN);
    Credential wish =
        credential(
            Credential.Kind.SERVICE_TOKEN,
            basis.subject(),
            basis.project(),
            basis.name(),
            basis.role(),
            basis.application(),
            now,
            now.plus(GOOD_FOR));
    Credential drawn =
        changes
            .carryOut(
                tx -> {
                  actor.requireStillStands(tx);
                  requireRoom(basis, now);
                  Credential kept = tx.insert(wish, Fingerprint.of(value.value()));
                  AuditLine line =
                      actor.did(
                          "serviceaccount.draw",
                          "application:" + basis.application(),
                          Map.of("token", kept.id().toString()));
                  tx.audit(line);
                  return Work.of(kept, tx.revise(Set.of(basis.subject())), line);
                })
            .value();
    uses.used(basis.id(), now);
    Standing owner = Objects.requireNonNull(caller.standingOrNull());
    return new IssuedSession(Caller.of(owner, drawn), drawn, value);
  }

  /** The client id of the service account that a bearer is of; empty for other credentials. */
  public Optional<String> clientOf(Credential bearer) {
    return bearer.kind() != Credential.Kind.SERVICE_TOKEN
        ? Optional.empty()
        : view.principal(bearer.subject()).stream()
            .flatMap(owner -> owner.applications().stream())
            .filter(application -> Objects.equals(application.id(), bearer.application()))
            .map(Application::key)
            .findFirst();
  }

  /** What ends with an application: its keys, or the service account and what it drew. */
  static Map<Credential.Kind, Integer> ended(Application application, int credentials) {
    if (!application.isServiceAccount()) {
      return Map.of(Credential.Kind.CONSUMER_KEY, credentials);
    }
    return credentials == 0
        ? Map.of()
        : Map.of(
            Credential.Kind.SERVICE_ACCOUNT, 1, Credential.Kind.SERVICE_TOKEN, credentials - 1);
  }

  private static Map<Credential.Kind, Integer> ended(ServiceAccount account, int credentials) {
    return ended(account.application(), credentials);
  }

  /** A script that draws one for each call would fill the memory of every node with them. */
  private void requireRoom(Credential basis, Instant now) {
    long live =
        store.credentials(basis.subject(), TOKENS).stream()
            .filter(token -> Objects.equals(token.application(), basis.application()))
            .filter(token -> token.holdsAt(now))
            .count();
    if (live >= MOST_TOKENS) {
      throw new Refused(
          new TooMany("bearers of this service account: use one for its hour", GOOD_FOR));
    }
  }

  private static Credential.@Nullable Kind kind(Caller caller) {
    Credential credential = caller.credentialOrNull();
    return credential == null ? null : credential.kind();
  }

  /** Of both: a secret is good beside its own id alone. */
  private static Fingerprint fingerprint(String client, Secret secret) {
    return Fingerprint.of("oauth2:" + client + ":" + secret.value());
  }

  private static Credential credential(
      Credential.Kind kind,
      Subject owner,
      @Nullable ProjectId project,
      String name,
      @Nullable RoleName role,
      @Nullable Integer application,
      Instant now,
      @Nullable Instant ends) {
    return new Credential(
        UUID.randomUUID(),
        0,
        kind,
        owner,
        project,
        name,
        role,
        Selector.ALL,
        null,
        application,
        List.of(),
        1,
        now,
        now,
        ends);
  }

  private static <T> Work<T> work(
      Change tx,
      Actor actor,
      String action,
      ServiceAccount account,
      T value,
      Map<Credential.Kind, Integer> ended) {
    var details = details(account.application());
    details.put("role", String.valueOf(account.basis().role()));
    if (account.basis().project() != null) {
      details.put("project", account.basis().project().value());
    }
    AuditLine line = actor.did(action, target(account.application()), details);
    tx.audit(line);
    return new Work<>(value, tx.revise(Set.of(account.basis().subject())), ended, List.of(), line);
  }

  private static Map<String, String> details(Application application) {
    return new TreeMap<>(Map.of("name", application.name(), "key", application.key()));
  }

  private static String target(Application application) {
    return "application:" + application.id();
  }
}
