package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Actor;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People and programs that tests speak as. */
public final class PeopleForTests {
  public static final Actor OPERATOR =
      actor(person(PROJECT, "user-1", WorkloadsForTests.ADA, RoleName.AI_TRAINING_OPERATOR));
  public static final Actor READER =
      actor(person(PROJECT, "user-2", WorkloadsForTests.BOB, RoleName.AI_TRAINING_READ));
  public static final Actor STRANGER =
      actor(
          person(
              new ProjectId("f".repeat(32)),
              "user-3",
              new Subject(Subject.Kind.USER, "3"),
              RoleName.AI_TRAINING_OPERATOR));
  public static final Actor ACCOUNT = actor(person(null, "admin", Subject.account(1)));

  private PeopleForTests() {}

  /** An operator's token with a selector. */
  public static Actor token(String selector) {
    Standing owner =
        standing(PROJECT, "user-1", WorkloadsForTests.ADA, RoleName.AI_TRAINING_OPERATOR);
    return actor(
        Caller.of(
            owner,
            credential(
                Credential.Kind.TOKEN,
                owner,
                RoleName.AI_TRAINING_OPERATOR,
                Selector.parse(selector))));
  }

  public static Actor actor(Caller caller) {
    return new Actor(caller, "192.0.2.1");
  }

  public static Caller person(
      @Nullable ProjectId project, String name, Subject subject, RoleName... roles) {
    Standing standing = standing(project, name, subject, roles);
    return Caller.of(standing, credential(Credential.Kind.PASSWORD, standing, null, Selector.ALL));
  }

  private static Standing standing(
      @Nullable ProjectId project, String name, Subject subject, RoleName... roles) {
    List<Grant> grants =
        Arrays.stream(roles)
            .map(role -> new Grant(BuiltInRoles.named(role), "admin", NOON, null))
            .toList();
    return new Standing(subject, project, new UserName(name), UserStatus.OK, null, grants);
  }

  private static Credential credential(
      Credential.Kind kind, Standing owner, @Nullable RoleName role, Selector selector) {
    return new Credential(
        UUID.randomUUID(),
        1,
        kind,
        owner.subject(),
        owner.project(),
        "ci",
        role,
        selector,
        null,
        null,
        List.of(),
        1,
        NOON,
        NOON,
        null);
  }
}
