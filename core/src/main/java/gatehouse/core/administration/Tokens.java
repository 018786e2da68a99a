package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Changes.Completed;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.SecretKind;
import gatehouse.core.identity.Secrets;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Application tokens. Whoever may manage users sees and ends everybody's; others see and end their
 * own. A token never reaches further than its owner does at that moment.
 */
public final class Tokens {
  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;
  private final Secrets secrets;
  private final InstantSource clock;

  public Tokens(
      AdministrationStore store,
      Changes changes,
      Permits permits,
      Secrets secrets,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Makes a token that belongs to the actor. */
  public IssuedToken create(Actor actor, ProjectId project, NewToken wish) {
    permits.require(actor, Permission.TOKEN_MANAGE, project);
    Standing owner = person(actor);
    Instant now = clock.instant();
    Users.requireFuture("expiresAt", wish.expiresAt(), now);
    Secret value = secrets.draw(SecretKind.TOKEN);
    var token =
        new Credential(
            UUID.randomUUID(),
            0,
            Credential.Kind.TOKEN,
            owner.subject(),
            project,
            wish.name(),
            wish.role(),
            wish.selector(),
            null,
            null,
            List.of(),
            1,
            now,
            now,
            wish.expiresAt());
    Completed<Credential> done =
        changes.carryOut(
            tx -> {
              actor.requireStillStands(tx);
              Credential inserted = tx.insert(token, Fingerprint.of(value.value()));
              return work(tx, actor, "token.create", inserted, Map.of());
            });
    return new IssuedToken(done.value(), value);
  }

  /** A page of the tokens the actor may see, oldest first. */
  public Page<Credential> list(Actor actor, ProjectId project, int offset, int limit) {
    permits.require(actor, Permission.TOKEN_READ, project);
    if (seesAll(actor, project)) {
      return store.tokens(project, offset, limit);
    }
    List<Credential> own =
        store.credentials(person(actor).subject(), Set.of(Credential.Kind.TOKEN)).reversed();
    return new Page<>(own.stream().skip(offset).limit(limit).toList(), own.size());
  }

  /** A token. */
  public Credential get(Actor actor, ProjectId project, UUID id) {
    permits.require(actor, Permission.TOKEN_READ, project);
    return find(actor, project, id);
  }

  /** Gives a token a new value; the old one ends at once. */
  public IssuedToken renew(Actor actor, ProjectId project, UUID id) {
    permits.require(actor, Permission.TOKEN_MANAGE, project);
    find(actor, project, id);
    Secret value = secrets.draw(SecretKind.TOKEN);
    Completed<Credential> done =
        changes.carryOut(
            tx -> {
              actor.requireStillStands(tx);
              Credential renewed =
                  tx.renew(id, Fingerprint.of(value.value()), clock.instant())
                      .orElseThrow(() -> noSuchToken(id));
              return work(tx, actor, "token.renew", renewed, endedWith(tx, renewed));
            });
    return new IssuedToken(done.value(), value);
  }

  /** Ends a token. */
  public Receipt delete(Actor actor, ProjectId project, UUID id) {
    permits.require(actor, Permission.TOKEN_MANAGE, project);
    find(actor, project, id);
    return changes
        .carryOut(
            tx -> {
              Credential ended = tx.end(id).orElseThrow(() -> noSuchToken(id));
              return work(tx, actor, "token.delete", ended, endedWith(tx, ended));
            })
        .receipt();
  }

  private static Map<Credential.Kind, Integer> endedWith(
      AdministrationStore.Change tx, Credential token) {
    var counts = new EnumMap<Credential.Kind, Integer>(Credential.Kind.class);
    counts.put(Credential.Kind.TOKEN, 1);
    Sessions.endWhatCameOf(tx, token, counts);
    return counts;
  }

  private Credential find(Actor actor, ProjectId project, UUID id) {
    return store
        .credential(id)
        .filter(found -> found.kind() == Credential.Kind.TOKEN && project.equals(found.project()))
        .filter(found -> seesAll(actor, project) || owns(actor, found))
        .orElseThrow(() -> noSuchToken(id));
  }

  private static boolean owns(Actor actor, Credential token) {
    Standing standing = actor.caller().standingOrNull();
    return standing != null && standing.subject().equals(token.subject());
  }

  private boolean seesAll(Actor actor, ProjectId project) {
    return Access.decide(
            actor.caller(), Permission.USER_READ, Resource.of(project), clock.instant())
        .allowed();
  }

  private static Standing person(Actor actor) {
    Credential credential = actor.caller().credentialOrNull();
    if (actor.caller() instanceof Person person && credential != null) {
      return person.standing();
    }
    throw new Refused(
        new Forbidden(
            Permission.TOKEN_MANAGE.wireName(),
            "A token cannot manage tokens: sign in as the user, with name and password."));
  }

  private static Work<Credential> work(
      AdministrationStore.Change tx,
      Actor actor,
      String action,
      Credential token,
      Map<Credential.Kind, Integer> ended) {
    var details = new TreeMap<String, String>();
    details.put("name", token.name());
    details.put("role", String.valueOf(token.role()));
    details.put("selector", token.selector().toString());
    details.put("owner", token.subject().toString());
    details.put("project", String.valueOf(token.project()));
    AuditLine line = actor.did(action, "token:" + token.id(), details);
    tx.audit(line);
    return new Work<>(token, tx.revise(Set.of(token.subject())), ended, List.of(), line);
  }

  private static Refused noSuchToken(UUID id) {
    return new Refused(new NotFound("token", id.toString()));
  }
}
