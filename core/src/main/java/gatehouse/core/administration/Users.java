package gatehouse.core.administration;

import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Completed;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The life of users: made, suspended, resumed, given new passwords, deleted. */
public final class Users {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  /** What a person got by proving the password; it ends with the password. */
  static final Set<Credential.Kind> SIGNED_IN_WITH_PASSWORD =
      Set.of(
          Credential.Kind.PANEL_SESSION,
          Credential.Kind.CLI_SESSION,
          Credential.Kind.WORKLOAD_SESSION,
          Credential.Kind.USER_TOKEN);

  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;
  private final PasswordHasher hasher;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Estate estate;

  public Users(
      AdministrationStore store,
      Changes changes,
      Permits permits,
      PasswordHasher hasher,
      Secrets secrets,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
    this.hasher = hasher;
    this.secrets = secrets;
    this.clock = clock;
    this.estate = new Estate(store);
  }

  /** Makes a user; the password is in the answer and nowhere else. */
  public Issued create(Actor actor, ProjectId project, NewUser wish) {
    permits.require(actor, Permission.USER_MANAGE, project);
    if (!wish.roles().isEmpty()) {
      permits.require(actor, Permission.ROLE_ASSIGN, project);
    }
    Instant now = clock.instant();
    requireFuture("endsAt", wish.endsAt(), now);
    Set<String> seen = new HashSet<>();
    for (RoleWish role : wish.roles()) {
      requireFuture("roles.endsAt", role.endsAt(), now);
      if (!seen.add(role.role().id())) {
        throw new Refused(
            new Invalid("roles", "each role once (" + role.role().name() + " is there twice)"));
      }
    }
    Secret password = secrets.password();
    PasswordHash hash = hasher.hash(password);
    UserName name = wish.name() == null ? secrets.userName() : wish.name();
    Completed<UserWithRoles> done =
        changes.carryOut(tx -> insert(tx, actor, project, name, wish, hash, now));
    return new Issued(done.value(), password, done.receipt());
  }

  private Work<UserWithRoles> insert(
      Change tx,
      Actor actor,
      ProjectId project,
      UserName name,
      NewUser wish,
      PasswordHash hash,
      Instant now) {
    User user =
        tx.insertUser(project, name, wish.description(), secrets.hex(32), now, wish.endsAt());
    for (RoleWish role : wish.roles()) {
      tx.grant(user.id(), new Grant(role.role(), actor.name(), now, role.endsAt()));
    }
    tx.setPassword(user.subject(), hash, now, null);
    List<Grant> grants = tx.grants(user.id());
    AuditLine line = line(actor, "user.create", user, Map.of("roles", names(grants)));
    tx.audit(line);
    return Work.of(new UserWithRoles(user, grants), tx.revise(Set.of(user.subject())), line);
  }

  /** A user. */
  public UserWithRoles get(Actor actor, ProjectId project, UserId id) {
    permits.require(actor, Permission.USER_READ, project);
    return store.user(project, id).orElseThrow(() -> noSuchUser(id.toString()));
  }

  /** The user of a name. */
  public UserWithRoles get(Actor actor, ProjectId project, UserName name) {
    permits.require(actor, Permission.USER_READ, project);
    return store
        .user(name)
        .filter(found -> found.user().project().equals(project))
        .orElseThrow(() -> noSuchUser(name.value()));
  }

  /** The user whom clients of OpenStack know by this id. */
  public UserWithRoles get(Actor actor, ProjectId project, String openstackId) {
    permits.require(actor, Permission.USER_READ, project);
    return store
        .user(openstackId)
        .filter(found -> found.user().project().equals(project))
        .orElseThrow(() -> noSuchUser(openstackId));
  }

  /** A page of users. */
  public Page<UserWithRoles> list(Actor actor, UserQuery query) {
    permits.require(actor, Permission.USER_READ, query.project());
    return store.users(query);
  }

  /** Deletes a user: everything they held ends, and what they run is stopped. */
  public Receipt delete(Actor actor, ProjectId project, UserId id) {
    return delete(actor, project, id, new WorkloadFate.Stop());
  }

  /** Deletes a user: everything they held ends; of their workloads becomes what is said. */
  public Receipt delete(Actor actor, ProjectId project, UserId id, WorkloadFate fate) {
    permits.require(actor, Permission.USER_MANAGE, project);
    var settlement = estate.settlement(project, fate, clock.instant());
    return changes
        .carryOut(
            tx -> {
              User user = lock(tx, project, id);
              Estate.Settled settled = settlement.carryOut(tx, user);
              var ended = tx.endAll(user.subject(), EnumSet.allOf(Credential.Kind.class));
              tx.deleteUser(id);
              AuditLine line = line(actor, "user.delete", user, details(ended, settled));
              tx.audit(line);
              return new Work<>(
                  id, tx.revise(Set.of(user.subject())), ended, settled.inWords(), line);
            })
        .receipt();
  }

  /**
   * Suspends a user: nothing of theirs is accepted until they are resumed, and what they run is
   * stopped.
   */
  public Changed suspend(Actor actor, ProjectId project, UserId id) {
    return suspend(actor, project, id, new WorkloadFate.Stop());
  }

  /** The same, and of their workloads becomes what is said. */
  public Changed suspend(Actor actor, ProjectId project, UserId id, WorkloadFate fate) {
    permits.require(actor, Permission.USER_MANAGE, project);
    var settlement = estate.settlement(project, fate, clock.instant());
    return changed(
        changes.carryOut(
            tx -> {
              User user = lock(tx, project, id);
              refuseWhere(UserActions.whyNotSuspend(user));
              User suspended = user.with(UserStatus.DISABLED);
              tx.update(suspended);
              Estate.Settled settled = settlement.carryOut(tx, user);
              var ended = tx.endAll(user.subject(), SIGNED_IN_WITH_PASSWORD);
              AuditLine line = line(actor, "user.suspend", user, details(ended, settled));
              tx.audit(line);
              long revision = tx.revise(Set.of(user.subject()));
              return new Work<>(
                  new UserWithRoles(suspended, tx.grants(id)),
                  revision,
                  ended,
                  settled.inWords(),
                  line);
            }));
  }

  /** Lets a suspended user in again. */
  public Changed resume(Actor actor, ProjectId project, UserId id) {
    permits.require(actor, Permission.USER_MANAGE, project);
    return changed(
        changes.carryOut(
            tx -> {
              User user = lock(tx, project, id);
              refuseWhere(UserActions.whyNotResume(user));
              return replaced(tx, actor, "user.resume", user.with(UserStatus.OK), Map.of());
            }));
  }

  /** Sets when a user's access ends by itself; null for never. */
  public Changed endAt(Actor actor, ProjectId project, UserId id, @Nullable Instant end) {
    permits.require(actor, Permission.USER_MANAGE, project);
    return changed(
        changes.carryOut(
            tx -> {
              User user = lock(tx, project, id);
              Map<String, String> details =
                  Map.of("endsAt", end == null ? "never" : end.toString());
              return replaced(tx, actor, "user.end", user.endingAt(end), details);
            }));
  }

  /**
   * Gives a user a new password. The old one ends at once, with every session that was opened by
   * it, or after {@code overlap}, with the sessions left alone.
   *
   * @param overlap zero to 30 days
   */
  public Issued regeneratePassword(Actor actor, ProjectId project, UserId id, Duration overlap) {
    permits.require(actor, Permission.USER_MANAGE, project);
    permits.requireFresh(actor);
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw new Refused(new Invalid("overlapSeconds", "0 to " + LONGEST_OVERLAP.toSeconds()));
    }
    Secret password = secrets.password();
    PasswordHash hash = hasher.hash(password);
    Completed<UserWithRoles> done =
        changes.carryOut(
            tx -> {
              User user = lock(tx, project, id);
              Instant now = clock.instant();
              tx.setPassword(
                  user.subject(), hash, now, overlap.isZero() ? null : now.plus(overlap));
              Map<Credential.Kind, Integer> ended =
                  overlap.isZero() ? tx.endAll(user.subject(), SIGNED_IN_WITH_PASSWORD) : Map.of();
              var details = new TreeMap<>(details(ended));
              details.put("overlap", overlap.toString());
              AuditLine line = line(actor, "user.password", user, details);
              tx.audit(line);
              long revision = tx.revise(Set.of(user.subject()));
              return new Work<>(
                  new UserWithRoles(user, tx.grants(id)), revision, ended, List.of(), line);
            });
    return new Issued(done.value(), password, done.receipt());
  }

  private static void refuseWhere(@Nullable String reason) {
    if (reason != null) {
      throw new Refused(new Conflict(reason));
    }
  }

  static User lock(Change tx, ProjectId project, UserId id) {
    return tx.lockUser(project, id).orElseThrow(() -> noSuchUser(id.toString()));
  }

  static Refused noSuchUser(String name) {
    return new Refused(new NotFound("user", name));
  }

  static void requireFuture(String field, @Nullable Instant end, Instant now) {
    if (end != null && !end.isAfter(now)) {
      throw new Refused(new Invalid(field, "a time in the future"));
    }
  }

  static AuditLine line(Actor actor, String action, User user, Map<String, String> more) {
    var details = new TreeMap<>(more);
    details.put("user", user.name().value());
    details.put("project", user.project().value());
    if (!user.description().equals(Description.NONE)) {
      details.put("description", user.description().value());
    }
    return actor.did(action, user.subject().toString(), details);
  }

  static String names(List<Grant> grants) {
    return String.join(" ", grants.stream().map(grant -> grant.role().name().value()).toList());
  }

  private Work<UserWithRoles> replaced(
      Change tx, Actor actor, String action, User user, Map<String, String> details) {
    tx.update(user);
    AuditLine line = line(actor, action, user, details);
    tx.audit(line);
    return Work.of(
        new UserWithRoles(user, tx.grants(user.id())), tx.revise(Set.of(user.subject())), line);
  }

  private static Changed changed(Completed<UserWithRoles> done) {
    return new Changed(done.value(), done.receipt());
  }

  private static Map<String, String> details(
      Map<Credential.Kind, Integer> ended, Estate.Settled settled) {
    var details = new TreeMap<>(settled.details());
    details.putAll(details(ended));
    return details;
  }

  private static Map<String, String> details(Map<Credential.Kind, Integer> ended) {
    return ended.isEmpty() ? Map.of() : Map.of("credentials", ended.toString());
  }
}
