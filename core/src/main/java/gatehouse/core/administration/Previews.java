package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a change to a user would do, without making it: by deciding about the user, and about
 * all they have open, as they would stand afterwards.
 */
public final class Previews {
  private final AdministrationStore store;
  private final LiveConnections connections;
  private final Permits permits;
  private final Made made;
  private final InstantSource clock;

  /**
   * @param made what somebody has made
   */
  public Previews(
      AdministrationStore store,
      LiveConnections connections,
      Permits permits,
      Made made,
      InstantSource clock) {
    this.store = store;
    this.connections = connections;
    this.permits = permits;
    this.made = made;
    this.clock = clock;
  }

  /** What a change would do to a user of a project. */
  public Preview of(Actor actor, ProjectId project, UserId id, PlannedChange change) {
    permits.require(actor, Permission.USER_READ, project);
    UserWithRoles user = store.user(project, id).orElseThrow(() -> Users.noSuchUser(id.toString()));
    Instant now = clock.instant();
    if (change instanceof PlannedChange.Roles(List<RoleWish> wishes)) {
      RoleAssignments.requireValid(wishes, now);
    }
    Standing before = Explanations.standing(user);
    Optional<Standing> after = afterwards(actor, before, change, now);
    EnumSet<Permission> mayBefore = permissions(Optional.of(before), now);
    EnumSet<Permission> mayAfter = permissions(after, now);
    WorkloadFate fate = change.fate();
    List<AffectedWorkload> touched =
        fate == null ? List.of() : touched(project, user, fate, before.subject(), now);
    boolean isSelf = isSelf(actor, before);
    return new Preview(
        action(actor, user, change, now),
        warnings(actor, project, before, after, change, now),
        minus(mayAfter, mayBefore),
        minus(mayBefore, mayAfter),
        ended(before.subject(), change),
        connections.wouldEnd(before.subject(), caller -> after(caller, after, change)),
        touched,
        fate,
        confirmation(change, isSelf && !minus(mayBefore, mayAfter).isEmpty(), touched));
  }

  private List<AffectedWorkload> touched(
      ProjectId project, UserWithRoles user, WorkloadFate fate, Subject maker, Instant now) {
    if (!(fate instanceof WorkloadFate.HandOver(String to))) {
      return made.running(maker);
    }
    List<AffectedWorkload> all = made.all(maker);
    Estate.requireFit(user.user(), new Estate(store).heir(project, to), all, now);
    return all;
  }

  /** The workloads that somebody has made. */
  public interface Made {
    /** Those that are wanted to run and have not ended. */
    List<AffectedWorkload> running(Subject maker);

    /** Those that run and those that do not. */
    List<AffectedWorkload> all(Subject maker);
  }

  private static AllowedAction action(
      Actor actor, UserWithRoles user, PlannedChange change, Instant now) {
    String name =
        switch (change) {
          case PlannedChange.Roles roles -> "user.roles";
          case PlannedChange.Suspend suspend -> "user.suspend";
          case PlannedChange.Delete delete -> "user.delete";
          case PlannedChange.Password password -> "user.password";
        };
    Map<String, AllowedAction> actions = UserActions.of(actor.caller(), user.user(), now);
    AllowedAction action = actions.get(name);
    if (action == null) {
      throw new IllegalStateException("no action " + name);
    }
    return action;
  }

  /** How they would stand; empty where they would be gone. */
  private static Optional<Standing> afterwards(
      Actor actor, Standing before, PlannedChange change, Instant now) {
    return switch (change) {
      case PlannedChange.Delete delete -> Optional.empty();
      case PlannedChange.Password password -> Optional.of(before);
      case PlannedChange.Suspend suspend ->
          Optional.of(standing(before, UserStatus.DISABLED, before.grants()));
      case PlannedChange.Roles(List<RoleWish> wishes) ->
          Optional.of(
              standing(
                  before,
                  before.status(),
                  wishes.stream()
                      .map(wish -> new Grant(wish.role(), actor.name(), now, wish.endsAt()))
                      .toList()));
    };
  }

  private static Standing standing(Standing of, UserStatus status, List<Grant> grants) {
    return new Standing(of.subject(), of.project(), of.name(), status, of.endsAt(), grants);
  }

  private static Optional<Caller> after(
      Caller caller, Optional<Standing> standing, PlannedChange change) {
    Credential credential = caller.credentialOrNull();
    return credential == null || change.ends().contains(credential.kind())
        ? Optional.empty()
        : standing.map(later -> Caller.of(later, credential));
  }

  private List<Credential> ended(Subject subject, PlannedChange change) {
    return change.ends().isEmpty() ? List.of() : store.credentials(subject, change.ends());
  }

  private static EnumSet<Permission> permissions(Optional<Standing> of, Instant now) {
    var allowed = EnumSet.noneOf(Permission.class);
    of.ifPresent(
        standing -> {
          ProjectId project = standing.project();
          Resource where = project == null ? Resource.INSTALLATION : Resource.of(project);
          var caller = new Caller.Person(standing, Explanations.asIfByPassword(standing));
          Arrays.stream(Permission.values())
              .filter(permission -> Access.decide(caller, permission, where, now).allowed())
              .forEach(allowed::add);
        });
    return allowed;
  }

  private static List<Permission> minus(EnumSet<Permission> from, EnumSet<Permission> what) {
    var left = EnumSet.copyOf(from);
    left.removeAll(what);
    return List.copyOf(left);
  }

  private List<String> warnings(
      Actor actor,
      ProjectId project,
      Standing before,
      Optional<Standing> after,
      PlannedChange change,
      Instant now) {
    var warnings = new ArrayList<String>();
    if (change.fate() instanceof WorkloadFate.Keep) {
      warnings.add(
          "What is kept runs on without its maker's rights: its data can no longer be pulled or"
              + " pushed. Hand it over where that matters.");
    }
    boolean managed = permissions(Optional.of(before), now).contains(Permission.ROLE_ASSIGN);
    boolean manages = permissions(after, now).contains(Permission.ROLE_ASSIGN);
    if (isSelf(actor, before)) {
      if (managed && !manages) {
        warnings.add("This is you: afterwards you can no longer give or take away roles here.");
      }
      if (change.ends().contains(Credential.Kind.PANEL_SESSION)) {
        warnings.add("This is you: the session you make this change with ends too.");
      }
    }
    if (managed && !manages && !anotherAdministrator(project, before, now)) {
      warnings.add(
          "Nobody else of this project is an administrator: its users can then be managed by the"
              + " accounts of the installation alone.");
    }
    return warnings;
  }

  private boolean anotherAdministrator(ProjectId project, Standing than, Instant now) {
    var query =
        new UserQuery(
            project, "", RoleName.ADMINISTRATOR, UserStatus.OK, UserQuery.Sort.ID, false, 0, 100);
    return store.users(query).items().stream()
        .map(Explanations::standing)
        .filter(standing -> !standing.subject().equals(than.subject()))
        .anyMatch(
            standing -> permissions(Optional.of(standing), now).contains(Permission.ROLE_ASSIGN));
  }

  private static boolean isSelf(Actor actor, Standing user) {
    Standing standing = actor.caller().standingOrNull();
    return standing != null && standing.subject().equals(user.subject());
  }

  private static int confirmation(
      PlannedChange change, boolean losesOwnRights, List<AffectedWorkload> stopped) {
    return switch (change) {
      case PlannedChange.Roles roles -> losesOwnRights ? 3 : 1;
      case PlannedChange.Suspend suspend -> stopped.isEmpty() ? 1 : 2;
      case PlannedChange.Password password -> 2;
      case PlannedChange.Delete delete -> stopped.isEmpty() ? 2 : 3;
    };
  }
}
