package gatehouse.core.administration;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Application;
import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * API applications and their consumer keys ({@code users-api.md}, 1.7 and 3.1). What a consumer key
 * may do is what its owner may, narrowed by its rules.
 */
public final class Applications {
  private static final Duration VALIDATED_WITHIN = Duration.ofDays(1);
  private static final int MOST_RULES = 100;
  private static final int MOST_ADDRESSES = 100;
  private static final List<AccessRule> EVERYTHING =
      List.of(
          new AccessRule("GET", "/*"),
          new AccessRule("POST", "/*"),
          new AccessRule("PUT", "/*"),
          new AccessRule("DELETE", "/*"));

  private final AdministrationStore store;
  private final Changes changes;
  private final Secrets secrets;
  private final Seal seal;
  private final InstantSource clock;

  public Applications(
      AdministrationStore store, Changes changes, Secrets secrets, Seal seal, InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.secrets = secrets;
    this.seal = seal;
    this.clock = clock;
  }

  /** The context an application's secret is sealed for. */
  static String context(String key) {
    return "application:" + key;
  }

  /**
   * Makes an application of the actor's with one validated consumer key.
   *
   * @param rules the calls it covers; empty covers all
   * @param addresses where it may be used from; empty for anywhere
   */
  public IssuedApplication create(
      Actor actor,
      String name,
      String description,
      List<AccessRule> rules,
      List<AddressRange> addresses) {
    Standing owner = person(actor);
    if (name.isBlank() || name.length() > 255) {
      throw new Refused(new Invalid("name", "1 to 255 characters"));
    }
    List<AccessRule> covered = rules.isEmpty() ? EVERYTHING : bounded(rules);
    requireFew(addresses);
    String key = secrets.alphanumeric(16);
    Secret secret = new Secret(secrets.alphanumeric(32));
    Secret consumerKey = new Secret(secrets.alphanumeric(32));
    Instant now = clock.instant();
    String sealed = Base64.getEncoder().encodeToString(seal.seal(secret, context(key)));
    Application made =
        changes
            .carryOut(
                tx -> {
                  actor.requireStillStands(tx);
                  Application application =
                      tx.insert(
                          new Application(0, key, sealed, name, description, owner.subject(), now));
                  tx.insert(
                      consumerKey(application.id(), owner, name, covered, addresses, now),
                      Fingerprint.of(consumerKey.value()));
                  return work(
                      tx, actor, "application.create", application, owner, addresses, Map.of());
                })
            .value();
    return new IssuedApplication(made, secret, consumerKey);
  }

  /** The actor's own applications that sign calls, oldest first. */
  public List<Application> list(Actor actor) {
    return store.applications(subject(actor)).stream()
        .filter(application -> !application.isServiceAccount())
        .toList();
  }

  /** The actor's own consumer keys, newest first. */
  public List<Credential> keys(Actor actor) {
    return store.credentials(subject(actor), Set.of(Credential.Kind.CONSUMER_KEY));
  }

  /** Removes one of the actor's applications and ends its consumer keys. */
  public Receipt delete(Actor actor, int id) {
    Standing owner = person(actor);
    Application application =
        list(actor).stream()
            .filter(own -> own.id() == id)
            .findFirst()
            .orElseThrow(() -> new Refused(new NotFound("application", Integer.toString(id))));
    return changes
        .carryOut(
            tx -> {
              int keys = tx.deleteApplication(id).orElse(0);
              Map<Credential.Kind, Integer> ended = Map.of(Credential.Kind.CONSUMER_KEY, keys);
              return work(tx, actor, "application.delete", application, owner, List.of(), ended);
            })
        .receipt();
  }

  /** Ends one of the actor's own consumer keys. */
  public Receipt endKey(Actor actor, UUID id) {
    Subject owner = subject(actor);
    return changes
        .carryOut(
            tx -> {
              Credential ended =
                  tx.end(id)
                      .filter(
                          key ->
                              key.kind() == Credential.Kind.CONSUMER_KEY
                                  && key.subject().equals(owner))
                      .orElseThrow(() -> new Refused(new NotFound("credential", id.toString())));
              AuditLine line = actor.did("consumerkey.end", "credential:" + id, Map.of());
              tx.audit(line);
              return new Work<>(
                  ended,
                  tx.revise(Set.of(owner)),
                  Map.of(Credential.Kind.CONSUMER_KEY, 1),
                  List.of(),
                  line);
            })
        .receipt();
  }

  /**
   * Asks for a consumer key, which is good for nothing until somebody accepts it within a day.
   *
   * @throws Refused with {@link Forbidden} ({@code INVALID_KEY}) for an unknown application key
   */
  public PendingKey request(
      String applicationKey,
      List<AccessRule> rules,
      List<AddressRange> addresses,
      @Nullable String redirection) {
    Application application =
        store
            .application(applicationKey)
            .filter(found -> !found.isServiceAccount())
            .orElseThrow(
                () -> new Refused(new Forbidden("INVALID_KEY", "This application key is invalid")));
    if (rules.isEmpty()) {
      throw new Refused(new Invalid("accessRules", "at least one {method, path}"));
    }
    requireFew(addresses);
    Secret consumerKey = new Secret(secrets.alphanumeric(32));
    Secret validation = new Secret(secrets.alphanumeric(64));
    Instant now = clock.instant();
    var pending =
        new PendingConsumerKey(
            UUID.randomUUID(),
            Fingerprint.of(consumerKey.value()),
            Fingerprint.of(validation.value()),
            application.id(),
            bounded(rules),
            addresses,
            redirection,
            now,
            now.plus(VALIDATED_WITHIN));
    store.transaction(
        tx -> {
          tx.put(pending);
          return pending;
        });
    return new PendingKey(consumerKey, validation);
  }

  /** The consumer key that a validation code is for. */
  public PendingConsumerKey pending(Secret validation) {
    return store
        .pendingByValidation(Fingerprint.of(validation.value()))
        .filter(pending -> clock.instant().isBefore(pending.expiresAt()))
        .orElseThrow(Applications::noSuchRequest);
  }

  /**
   * Accepts a consumer key: it is the actor's from then on, and good for its rules. Where the
   * browser goes next.
   */
  public @Nullable String accept(Actor actor, Secret validation) {
    Standing owner = person(actor);
    Instant now = clock.instant();
    return changes
        .carryOut(
            tx -> {
              actor.requireStillStands(tx);
              PendingConsumerKey pending =
                  tx.takePending(Fingerprint.of(validation.value()), now)
                      .orElseThrow(Applications::noSuchRequest);
              tx.own(pending.application(), owner.subject());
              tx.insert(
                  consumerKey(
                      pending.application(),
                      owner,
                      "accepted",
                      pending.rules(),
                      pending.addresses(),
                      now),
                  pending.key());
              AuditLine line =
                  actor.did(
                      "consumerkey.accept",
                      "application:" + pending.application(),
                      limits(pending.addresses()));
              tx.audit(line);
              return Work.of(pending, tx.revise(Set.of(owner.subject())), line);
            })
        .value()
        .redirection();
  }

  /** Refuses a consumer key: it is forgotten. */
  public void refuse(Actor actor, Secret validation) {
    person(actor);
    store.transaction(
        tx ->
            tx.takePending(Fingerprint.of(validation.value()), clock.instant())
                .orElseThrow(Applications::noSuchRequest));
  }

  private static Credential consumerKey(
      int application,
      Standing owner,
      String name,
      List<AccessRule> rules,
      List<AddressRange> addresses,
      Instant now) {
    return new Credential(
        UUID.randomUUID(),
        0,
        Credential.Kind.CONSUMER_KEY,
        owner.subject(),
        owner.project(),
        name,
        null,
        Selector.ALL,
        null,
        application,
        rules,
        addresses,
        1,
        now,
        now,
        null);
  }

  private static Work<Application> work(
      Change tx,
      Actor actor,
      String action,
      Application application,
      Standing owner,
      List<AddressRange> addresses,
      Map<Credential.Kind, Integer> ended) {
    var details = new TreeMap<>(limits(addresses));
    details.put("name", application.name());
    details.put("key", application.key());
    AuditLine line = actor.did(action, "application:" + application.id(), details);
    tx.audit(line);
    return new Work<>(application, tx.revise(Set.of(owner.subject())), ended, List.of(), line);
  }

  /** What a key is limited to, as the audit tells it; nothing where it is not. */
  private static Map<String, String> limits(List<AddressRange> addresses) {
    return addresses.isEmpty()
        ? Map.of()
        : Map.of(
            "addresses",
            addresses.stream().map(AddressRange::toString).collect(Collectors.joining(" ")));
  }

  private static void requireFew(List<AddressRange> addresses) {
    if (addresses.size() > MOST_ADDRESSES) {
      throw new Refused(new Invalid("allowedIPs", "at most " + MOST_ADDRESSES));
    }
  }

  private static List<AccessRule> bounded(List<AccessRule> rules) {
    if (rules.size() > MOST_RULES) {
      throw new Refused(new Invalid("accessRules", "at most " + MOST_RULES));
    }
    return rules;
  }

  static Subject subject(Actor actor) {
    Standing standing = actor.caller().standingOrNull();
    if (!(actor.caller() instanceof Person) || standing == null) {
      throw new Refused(new Forbidden("application_manage", "A token has no API applications."));
    }
    return standing.subject();
  }

  /**
   * Only who signed in as a person: what a key or token made would be wider than itself, or outlive
   * it.
   */
  static Standing person(Actor actor) {
    Credential credential = actor.caller().credentialOrNull();
    if (actor.caller() instanceof Person person
        && credential != null
        && credential.kind() != Credential.Kind.CONSUMER_KEY) {
      return person.standing();
    }
    throw new Refused(
        new Forbidden(
            "application_manage",
            "A token or consumer key makes no API applications and accepts no keys: sign in with name and password."));
  }

  private static Refused noSuchRequest() {
    return new Refused(
        new NotFound(
            "credential request", "of this link: it was answered already, or is older than a day"));
  }
}
