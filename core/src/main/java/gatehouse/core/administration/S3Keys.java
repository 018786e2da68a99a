package gatehouse.core.administration;

import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * S3 key pairs. Whoever manages users makes, shows and ends everybody's; a user who may read object
 * storage does so with their own. Secrets are sealed, for signatures need them back.
 */
public final class S3Keys {
  private static final int LENGTH = 32;
  private static final int MOST = 100;
  private static final Set<Credential.Kind> KIND = Set.of(Credential.Kind.S3_KEY);

  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;
  private final PrincipalView view;
  private final Secrets secrets;
  private final Seal seal;
  private final InstantSource clock;

  public S3Keys(
      AdministrationStore store,
      Changes changes,
      Permits permits,
      PrincipalView view,
      Secrets secrets,
      Seal seal,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
    this.view = view;
    this.secrets = secrets;
    this.seal = seal;
    this.clock = clock;
  }

  /** The fingerprint by which a node finds whose access key it is. */
  public static Fingerprint fingerprint(String access) {
    return Fingerprint.of("s3:" + access);
  }

  /** Opens the sealed secret of an access key. */
  public static Secret open(Seal seal, String access, String sealed) {
    return seal.open(Base64.getDecoder().decode(sealed), context(access));
  }

  /** Makes a key pair for a user; at most 100 of each. */
  public IssuedS3Key create(Actor actor, ProjectId project, UserId id) {
    requireMay(actor, project, id, Permission.USER_MANAGE);
    String access = secrets.hex(LENGTH);
    Secret secret = new Secret(secrets.hex(LENGTH));
    String sealed = Base64.getEncoder().encodeToString(seal.seal(secret, context(access)));
    Credential made =
        changes
            .carryOut(
                tx -> {
                  User user = Users.lock(tx, project, id);
                  actor.requireStillStands(tx);
                  if (store.credentials(user.subject(), KIND).size() >= MOST) {
                    throw new Refused(
                        new Conflict("The user has " + MOST + " S3 keys already: delete some."));
                  }
                  Credential key =
                      tx.insert(key(user, access, clock.instant()), fingerprint(access));
                  tx.keepSecret(key.id(), sealed);
                  return work(tx, actor, "s3key.create", user, key, Map.of());
                })
            .value();
    return new IssuedS3Key(made, secret);
  }

  /** Whose keys they are. */
  public User owner(Actor actor, ProjectId project, UserId id) {
    requireMay(actor, project, id, Permission.USER_READ);
    return store
        .user(project, id)
        .map(UserWithRoles::user)
        .orElseThrow(() -> Users.noSuchUser(id.toString()));
  }

  /** A user's keys, oldest first. */
  public List<Credential> list(Actor actor, ProjectId project, UserId id) {
    requireMay(actor, project, id, Permission.USER_READ);
    return of(project, id);
  }

  /** A key of a user. */
  public Credential get(Actor actor, ProjectId project, UserId id, String access) {
    requireMay(actor, project, id, Permission.USER_READ);
    return find(project, id, access);
  }

  /**
   * A key with its secret; that somebody looked is written down. At a browser the password is asked
   * for again where it was given long ago.
   */
  public IssuedS3Key secret(Actor actor, ProjectId project, UserId id, String access) {
    requireMay(actor, project, id, Permission.USER_MANAGE);
    permits.requireFresh(actor);
    Credential key = find(project, id, access);
    String sealed =
        view.principal(key.subject())
            .map(principal -> principal.storage().sealedSecrets().get(key.id()))
            .orElseThrow(() -> noSuchKey(access));
    Secret secret = open(seal, access, sealed);
    store.transaction(
        tx -> {
          User user = Users.lock(tx, project, id);
          tx.audit(Users.line(actor, "s3key.show", user, Map.of("access", access)));
          return user;
        });
    return new IssuedS3Key(key, secret);
  }

  /** Ends a key: nothing signed with it is accepted any more, and what runs on it is cut. */
  public Receipt delete(Actor actor, ProjectId project, UserId id, String access) {
    requireMay(actor, project, id, Permission.USER_MANAGE);
    UUID key = find(project, id, access).id();
    return changes
        .carryOut(
            tx -> {
              User user = Users.lock(tx, project, id);
              Credential ended = tx.end(key).orElseThrow(() -> noSuchKey(access));
              return work(
                  tx, actor, "s3key.delete", user, ended, Map.of(Credential.Kind.S3_KEY, 1));
            })
        .receipt();
  }

  /** When keys were last used; those never used are not in it. */
  public Map<UUID, Instant> lastUses(Set<UUID> keys) {
    return store.lastUses(keys);
  }

  private void requireMay(Actor actor, ProjectId project, UserId id, Permission toOthers) {
    boolean own =
        actor.caller() instanceof Person person
            && person.standing().subject().equals(Subject.user(id));
    permits.require(actor, own ? Permission.OBJECT_READ : toOthers, project);
  }

  private List<Credential> of(ProjectId project, UserId id) {
    User user =
        store
            .user(project, id)
            .map(UserWithRoles::user)
            .orElseThrow(() -> Users.noSuchUser(id.toString()));
    return store.credentials(user.subject(), KIND).reversed();
  }

  private Credential find(ProjectId project, UserId id, String access) {
    return of(project, id).stream()
        .filter(key -> key.name().equals(access))
        .findFirst()
        .orElseThrow(() -> noSuchKey(access));
  }

  private static Credential key(User user, String access, Instant now) {
    return new Credential(
        UUID.randomUUID(),
        0,
        Credential.Kind.S3_KEY,
        user.subject(),
        user.project(),
        access,
        null,
        Selector.ALL,
        null,
        null,
        List.of(),
        1,
        now,
        now,
        null);
  }

  private static Work<Credential> work(
      Change tx,
      Actor actor,
      String action,
      User user,
      Credential key,
      Map<Credential.Kind, Integer> ended) {
    AuditLine line = Users.line(actor, action, user, Map.of("access", key.name()));
    tx.audit(line);
    return new Work<>(key, tx.revise(Set.of(user.subject())), ended, List.of(), line);
  }

  /** The context a secret is sealed for. */
  static String context(String access) {
    return "s3:" + access;
  }

  private static Refused noSuchKey(String access) {
    return new Refused(new NotFound("S3 key", access));
  }
}
