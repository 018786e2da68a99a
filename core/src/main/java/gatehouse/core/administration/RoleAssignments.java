package gatehouse.core.administration;

import gatehouse.core.access.Grant;
import gatehouse.core.access.Permission;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Completed;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Giving roles to users and taking them away. */
public final class RoleAssignments {
  private final Changes changes;
  private final Permits permits;
  private final InstantSource clock;

  public RoleAssignments(Changes changes, Permits permits, InstantSource clock) {
    this.changes = changes;
    this.permits = permits;
    this.clock = clock;
  }

  /**
   * Gives one role more. A role that is held already with the same end is a conflict; with another
   * end it is moved.
   */
  public Changed add(Actor actor, ProjectId project, UserId id, RoleWish wish) {
    Users.requireFuture("endsAt", wish.endsAt(), clock.instant());
    return change(
        actor,
        project,
        id,
        "role.add",
        tx -> {
          boolean same =
              tx.grants(id).stream()
                  .anyMatch(
                      held ->
                          held.role().equals(wish.role())
                              && java.util.Objects.equals(held.endsAt(), wish.endsAt()));
          if (same) {
            throw new Refused(
                new Conflict("The user holds the role " + wish.role().name() + " already."));
          }
          tx.grant(id, new Grant(wish.role(), actor.name(), clock.instant(), wish.endsAt()));
        });
  }

  /**
   * Replaces the whole set; empty takes all roles away. Roles that stay keep who gave them and
   * when.
   */
  public Changed replace(Actor actor, ProjectId project, UserId id, List<RoleWish> wishes) {
    Set<RoleName> wanted = requireValid(wishes, clock.instant());
    return change(
        actor,
        project,
        id,
        "role.replace",
        tx -> {
          List<Grant> held = tx.grants(id);
          for (Grant grant : held) {
            if (!wanted.contains(grant.role().name())) {
              tx.revoke(id, grant.role().name());
            }
          }
          for (RoleWish wish : wishes) {
            if (held.stream().noneMatch(grant -> isSame(grant, wish))) {
              tx.grant(id, new Grant(wish.role(), actor.name(), clock.instant(), wish.endsAt()));
            }
          }
        });
  }

  /** The names of roles of which each is there once, and none has ended already. */
  static Set<RoleName> requireValid(List<RoleWish> wishes, Instant now) {
    Set<RoleName> wanted = new HashSet<>();
    for (RoleWish wish : wishes) {
      Users.requireFuture("roles.endsAt", wish.endsAt(), now);
      if (!wanted.add(wish.role().name())) {
        throw new Refused(
            new Invalid("roles", "each role once (" + wish.role().name() + " is there twice)"));
      }
    }
    return wanted;
  }

  /** Takes a role away: what stood on it alone has ended when this returns. */
  public Changed remove(Actor actor, ProjectId project, UserId id, RoleName role) {
    return change(
        actor,
        project,
        id,
        "role.remove",
        tx -> {
          if (!tx.revoke(id, role)) {
            throw new Refused(new NotFound("role", role.value() + " among those of the user"));
          }
        });
  }

  private Changed change(
      Actor actor, ProjectId project, UserId id, String action, Consumer<Change> work) {
    permits.require(actor, Permission.ROLE_ASSIGN, project);
    permits.requireFresh(actor);
    Completed<UserWithRoles> done =
        changes.carryOut(
            tx -> {
              User user = Users.lock(tx, project, id);
              String before = Users.names(tx.grants(id));
              work.accept(tx);
              List<Grant> grants = tx.grants(id);
              AuditLine line =
                  Users.line(
                      actor, action, user, Map.of("before", before, "after", Users.names(grants)));
              tx.audit(line);
              return Work.of(
                  new UserWithRoles(user, grants), tx.revise(Set.of(user.subject())), line);
            });
    return new Changed(done.value(), done.receipt());
  }

  private static boolean isSame(Grant grant, RoleWish wish) {
    return grant.role().equals(wish.role())
        && java.util.Objects.equals(grant.endsAt(), wish.endsAt());
  }
}
