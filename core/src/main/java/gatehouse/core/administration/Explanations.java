package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Decision;
import gatehouse.core.access.Explanation;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Answers "may they, and why?" with the very function that decides. */
public final class Explanations {
  private final AdministrationStore store;
  private final PrincipalView view;
  private final Permits permits;
  private final InstantSource clock;

  public Explanations(
      AdministrationStore store, PrincipalView view, Permits permits, InstantSource clock) {
    this.store = store;
    this.view = view;
    this.permits = permits;
    this.clock = clock;
  }

  /** Somebody who may do a thing, and why. */
  public record Who(String name, String because) {}

  /** An answer, and the chain it rests on: user, grants, role, permission. */
  public record Explained(Explanation explanation, List<String> chain) {}

  /** May this user do this to that? Asked as if they signed in with their password. */
  public Explained explain(
      Actor actor, ProjectId project, UserId user, Permission permission, Resource resource) {
    permits.require(actor, Permission.USER_READ, project);
    UserWithRoles found =
        store.user(project, user).orElseThrow(() -> Users.noSuchUser(user.toString()));
    Standing standing = standing(found);
    Decision decision = decide(standing, permission, resource);
    return new Explained(Explanation.of(decision), chain(standing, decision, permission));
  }

  /** Who in a project may do this. */
  public List<Who> who(Actor actor, ProjectId project, Permission permission) {
    permits.require(actor, Permission.USER_READ, project);
    var answer = new ArrayList<Who>();
    Resource resource = Resource.of(project);
    store
        .accounts()
        .forEach(
            account ->
                view.principal(account.subject())
                    .map(principal -> decide(principal.standing(), permission, resource))
                    .filter(Decision::allowed)
                    .ifPresent(
                        d ->
                            answer.add(
                                new Who(account.name().value(), Explanation.of(d).sentence()))));
    for (UserWithRoles user : store.users(UserQuery.all(project)).items()) {
      Decision decision = decide(standing(user), permission, resource);
      if (decision.allowed()) {
        answer.add(new Who(user.user().name().value(), Explanation.of(decision).sentence()));
      }
    }
    return answer;
  }

  private Decision decide(Standing standing, Permission permission, Resource resource) {
    return Access.decide(
        new Caller.Person(standing, asIfByPassword(standing)),
        permission,
        resource,
        clock.instant());
  }

  static Standing standing(UserWithRoles of) {
    return new Standing(
        of.user().subject(),
        of.user().project(),
        of.user().name(),
        of.user().status(),
        of.user().endsAt(),
        of.grants());
  }

  static Credential asIfByPassword(Standing standing) {
    return new Credential(
        new UUID(0, 0),
        0,
        Credential.Kind.PASSWORD,
        standing.subject(),
        standing.project(),
        "password",
        null,
        Selector.ALL,
        null,
        null,
        List.of(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }

  private static List<String> chain(Standing standing, Decision decision, Permission permission) {
    var chain = new ArrayList<String>();
    chain.add("user " + standing.name());
    if (decision instanceof Decision.Allowed allowed && allowed.grant() != null) {
      chain.add("grant by " + allowed.grant().by() + " at " + allowed.grant().at());
      chain.add("role " + allowed.grant().role().name());
    } else {
      chain.add("roles: " + standing.rolesInWords());
    }
    chain.add("permission " + permission.wireName());
    return chain;
  }
}
