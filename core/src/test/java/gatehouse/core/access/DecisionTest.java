package gatehouse.core.access;

import static gatehouse.core.access.Permission.*;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Decision.Allowed;
import gatehouse.core.access.Decision.Denied;
import gatehouse.core.access.Decision.Reason;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ProjectId HERE = new ProjectId("a".repeat(32));
  private static final ProjectId ELSEWHERE = new ProjectId("b".repeat(32));
  private static final Resource JOB =
      new Resource(HERE, "job", "j1", Map.of("team", "red", "ovh/type", "job"), false);

  @Test
  void whoIsNotSignedInMayDoNothingOfAnyKind() {
    assertThat(Permission.values())
        .allSatisfy(
            p -> assertThat(reason(new Caller.Nobody(), p, JOB)).isEqualTo(Reason.NOT_SIGNED_IN));
  }

  @Test
  void aReaderOpensAndDoesNotStop() {
    Caller reader = user(RoleName.AI_TRAINING_READ);

    assertThat(decide(reader, JOB_OPEN, JOB)).isInstanceOf(Allowed.class);
    assertThat(reason(reader, JOB_STOP, JOB)).isEqualTo(Reason.NO_ROLE_ALLOWS);
    assertThat(Explanation.of(decide(reader, JOB_STOP, JOB)).sentence())
        .isEqualTo(
            "ada may not stop jobs: that needs the role AI Training Operator; ada holds AI Training Reader.");
  }

  @Test
  void aSuspendedOrEndedUserMayDoNothing() {
    Caller suspended =
        person(standing(UserStatus.DISABLED, null, grant(RoleName.ADMINISTRATOR, null)));
    Caller ended = person(standing(UserStatus.OK, NOW, grant(RoleName.ADMINISTRATOR, null)));

    assertThat(Permission.values())
        .allSatisfy(
            p -> {
              assertThat(reason(suspended, p, JOB)).isEqualTo(Reason.SUSPENDED);
              assertThat(reason(ended, p, JOB)).isEqualTo(Reason.USER_ENDED);
            });
  }

  @Test
  void aGrantEndsByItselfAtItsSecondAndNotBefore() {
    Caller until =
        person(standing(UserStatus.OK, null, grant(RoleName.AI_TRAINING_READ, NOW.plusSeconds(1))));

    assertThat(decide(until, JOB_OPEN, JOB).allowed()).isTrue();
    assertThat(Access.decide(until, JOB_OPEN, JOB, NOW.plusSeconds(1)))
        .isInstanceOfSatisfying(
            Denied.class, d -> assertThat(d.reason()).isEqualTo(Reason.GRANT_ENDED));
  }

  @Test
  void aRoleCountsInItsOwnProjectOnly() {
    Caller operator = user(RoleName.AI_TRAINING_OPERATOR);

    assertThat(reason(operator, JOB_OPEN, new Resource(ELSEWHERE, "job", "j2", Map.of(), false)))
        .isEqualTo(Reason.OTHER_PROJECT);
    assertThat(reason(user(RoleName.ADMINISTRATOR), PROJECT_CREATE, Resource.INSTALLATION))
        .isEqualTo(Reason.ACCOUNTS_ONLY);
  }

  @Test
  void aTokenIsNoMoreThanItsRoleItsSelectorAndItsOwner() {
    Standing operator = standing(UserStatus.OK, null, grant(RoleName.AI_TRAINING_OPERATOR, null));
    Standing reader = standing(UserStatus.OK, null, grant(RoleName.AI_TRAINING_READ, null));

    assertThat(
            decide(token(operator, RoleName.AI_TRAINING_OPERATOR, "team=red"), JOB_STOP, JOB)
                .allowed())
        .isTrue();
    assertThat(reason(token(operator, RoleName.AI_TRAINING_READ, ""), JOB_STOP, JOB))
        .isEqualTo(Reason.TOKEN_ROLE);
    assertThat(reason(token(operator, RoleName.AI_TRAINING_OPERATOR, "team=blue"), JOB_STOP, JOB))
        .isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reason(token(reader, RoleName.AI_TRAINING_OPERATOR, ""), JOB_STOP, JOB))
        .isEqualTo(Reason.NO_ROLE_ALLOWS);
    assertThat(
            reason(
                token(operator, RoleName.AI_TRAINING_OPERATOR, ""),
                TOKEN_MANAGE,
                Resource.of(HERE)))
        .isEqualTo(Reason.TOKEN_ROLE);
  }

  @Test
  void aWorkloadSessionOpensItsOneWorkloadAndDoesNothingElse() {
    Standing admin = standing(UserStatus.OK, null, grant(RoleName.ADMINISTRATOR, null));
    Caller session =
        new Caller.Person(
            admin, credential(Credential.Kind.WORKLOAD_SESSION, null, Selector.ALL, "j1", null));
    Resource other = new Resource(HERE, "job", "j2", Map.of(), false);

    assertThat(decide(session, JOB_OPEN, JOB).allowed()).isTrue();
    assertThat(reason(session, JOB_OPEN, other)).isEqualTo(Reason.CREDENTIAL_CONFINED);
    assertThat(Arrays.stream(Permission.values()).filter(p -> !p.name().endsWith("_OPEN")))
        .allSatisfy(p -> assertThat(reason(session, p, JOB)).isEqualTo(Reason.CREDENTIAL_CONFINED));
  }

  @Test
  void anSshKeyRunsCommandsInItsOneWorkloadAsFarAsItsOwnerMay() {
    Caller key = holder(standing(UserStatus.OK, null, grant(RoleName.ADMINISTRATOR, null)));
    Caller reader = holder(standing(UserStatus.OK, null, grant(RoleName.AI_TRAINING_READ, null)));
    Resource other = new Resource(HERE, "job", "j2", Map.of(), false);

    assertThat(decide(key, Permission.JOB_EXEC, JOB).allowed()).isTrue();
    assertThat(reason(key, Permission.JOB_EXEC, other)).isEqualTo(Reason.CREDENTIAL_CONFINED);
    assertThat(reason(key, Permission.JOB_STOP, JOB)).isEqualTo(Reason.CREDENTIAL_CONFINED);
    assertThat(reason(reader, Permission.JOB_EXEC, JOB)).isEqualTo(Reason.NO_ROLE_ALLOWS);
  }

  private static Caller holder(Standing owner) {
    return new Caller.Person(
        owner, credential(Credential.Kind.SSH_KEY, null, Selector.ALL, "j1", null));
  }

  @Test
  void anEndedCredentialIsNoCredential() {
    Standing admin = standing(UserStatus.OK, null, grant(RoleName.ADMINISTRATOR, null));
    Caller ended =
        new Caller.Person(
            admin, credential(Credential.Kind.PANEL_SESSION, null, Selector.ALL, null, NOW));

    assertThat(reason(ended, JOB_OPEN, JOB)).isEqualTo(Reason.CREDENTIAL_ENDED);
  }

  @Test
  void whatIsOpenToEverybodyMayBeOpenedAndNothingMore() {
    Resource open = new Resource(HERE, "app", "a1", Map.of(), true);

    assertThat(decide(new Caller.Nobody(), APP_OPEN, open).allowed()).isTrue();
    assertThat(reason(new Caller.Nobody(), APP_STOP, open)).isEqualTo(Reason.NOT_SIGNED_IN);
    assertThat(reason(new Caller.Nobody(), APP_LOG, open)).isEqualTo(Reason.NOT_SIGNED_IN);
  }

  @Test
  void anAccountMayDoEverythingEverywhere() {
    var standing =
        new Standing(
            Subject.account(1), null, new UserName("admin"), UserStatus.OK, null, List.of());

    assertThat(Permission.values())
        .allSatisfy(
            p -> assertThat(decide(person(standing), p, Resource.INSTALLATION).allowed()).isTrue());
  }

  private static Decision decide(Caller caller, Permission permission, Resource resource) {
    return Access.decide(caller, permission, resource, NOW);
  }

  private static @Nullable Reason reason(Caller caller, Permission permission, Resource resource) {
    return decide(caller, permission, resource) instanceof Denied denied ? denied.reason() : null;
  }

  private static Caller user(RoleName role) {
    return person(standing(UserStatus.OK, null, grant(role, null)));
  }

  private static Caller person(Standing standing) {
    return new Caller.Person(
        standing, credential(Credential.Kind.PASSWORD, null, Selector.ALL, null, null));
  }

  private static Caller token(Standing owner, RoleName role, String selector) {
    return new Caller.Machine(
        owner, credential(Credential.Kind.TOKEN, role, Selector.parse(selector), null, null));
  }

  private static Grant grant(RoleName role, @Nullable Instant endsAt) {
    return new Grant(BuiltInRoles.named(role), "admin", NOW.minusSeconds(60), endsAt);
  }

  private static Standing standing(UserStatus status, @Nullable Instant endsAt, Grant... grants) {
    return new Standing(
        Subject.user(new UserId(1)), HERE, new UserName("ada"), status, endsAt, List.of(grants));
  }

  private static Credential credential(
      Credential.Kind kind,
      @Nullable RoleName role,
      Selector selector,
      @Nullable String workload,
      @Nullable Instant expiresAt) {
    return new Credential(
        new UUID(0, 1),
        1,
        kind,
        Subject.user(new UserId(1)),
        HERE,
        "ci",
        role,
        selector,
        workload,
        null,
        List.of(),
        1,
        NOW.minusSeconds(60),
        NOW.minusSeconds(60),
        expiresAt);
  }
}
