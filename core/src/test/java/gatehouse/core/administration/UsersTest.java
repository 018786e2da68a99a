package gatehouse.core.administration;

import static gatehouse.core.access.RoleName.ADMINISTRATOR;
import static gatehouse.core.access.RoleName.AI_TRAINING_OPERATOR;
import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Selector;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UsersTest {
  private final MemoryHouse house = new MemoryHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aUserGetsAGeneratedNameAndAPasswordThatIsShownOnce() {
    Issued ada = house.user("Ada", AI_TRAINING_READ);

    assertThat(ada.user().user().name().value()).matches("user-[A-Za-z0-9]{12}");
    assertThat(ada.password().value()).matches("[A-Za-z0-9]{32}");
    assertThat(ada.toString()).doesNotContain(ada.password().value());
    assertThat(house.store.audit(new AuditQuery("", "", "", 0, 1000)).toString())
        .doesNotContain(ada.password().value());
  }

  @Test
  void aNameIsTakenOnceAndFreeAgainAfterDeletion() {
    NewUser wish = new NewUser(new Description("x"), new UserName("ada"), List.of(), null);
    Issued ada = house.users.create(house.admin, house.project, wish);

    assertThat(refusalOf(() -> house.users.create(house.admin, house.project, wish)))
        .isInstanceOf(Conflict.class);
    house.users.delete(house.admin, house.project, ada.user().user().id());
    assertThat(house.users.create(house.admin, house.project, wish).user().user().id())
        .isNotEqualTo(ada.user().user().id());
  }

  @Test
  void theSameRoleTwiceIsRefusedAndNothingIsMade() {
    RoleWish reader = new RoleWish(BuiltInRoles.named(AI_TRAINING_READ), null);
    NewUser wish =
        new NewUser(new Description("x"), new UserName("ada"), List.of(reader, reader), null);

    assertThat(refusalOf(() -> house.users.create(house.admin, house.project, wish)))
        .isInstanceOf(Invalid.class);
    assertThat(house.store.user(new UserName("ada"))).isEmpty();
  }

  @Test
  void onlyWhoManagesUsersMakesThem() {
    Actor operator = house.actor(house.user("op", AI_TRAINING_OPERATOR));
    Actor administrator = house.actor(house.user("boss", ADMINISTRATOR));
    NewUser wish = new NewUser(new Description("x"), null, List.of(), null);

    assertThat(refusalOf(() -> house.users.create(operator, house.project, wish)))
        .isInstanceOfSatisfying(
            Forbidden.class, f -> assertThat(f.missing()).isEqualTo("user_manage"));
    assertThat(house.users.create(administrator, house.project, wish).user().user().status())
        .isEqualTo(UserStatus.OK);
  }

  @Test
  void aSuspendedUserIsLetInAgainWhenResumed() {
    Issued ada = house.user("Ada", AI_TRAINING_READ);
    UserId id = ada.user().user().id();
    house.users.suspend(house.admin, house.project, id);

    assertThat(refusalOf(() -> signIn(ada))).isInstanceOf(Unauthenticated.class);
    assertThat(refusalOf(() -> house.users.suspend(house.admin, house.project, id)))
        .isInstanceOf(Conflict.class);
    house.users.resume(house.admin, house.project, id);
    assertThat(signIn(ada).session().kind()).isEqualTo(Credential.Kind.CLI_SESSION);
  }

  @Test
  void suspendingEndsSessionsAndKeepsTokensForLater() {
    Issued ada = house.user("Ada", AI_TRAINING_OPERATOR);
    signIn(ada);
    house.tokens.create(
        house.actor(ada), house.project, new NewToken("ci", AI_TRAINING_READ, Selector.ALL, null));

    Changed suspended = house.users.suspend(house.admin, house.project, ada.user().user().id());

    assertThat(suspended.receipt().credentials()).containsEntry(Credential.Kind.CLI_SESSION, 1);
    assertThat(house.tokens.list(house.admin, house.project, 0, 10).total()).isEqualTo(1);
  }

  @Test
  void anUnknownUserIsNotFoundAndAnOverlapHasALimit() {
    Issued ada = house.user("Ada");

    assertThat(refusalOf(() -> house.users.get(house.admin, house.project, new UserId(99999))))
        .isInstanceOf(NotFound.class);
    assertThat(
            refusalOf(
                () ->
                    house.users.regeneratePassword(
                        house.admin, house.project, ada.user().user().id(), Duration.ofDays(31))))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void explainAnswersAsTheDecisionDoes() {
    Issued ada = house.user("Ada", AI_TRAINING_READ);
    var resource = gatehouse.core.access.Resource.of(house.project);
    var no =
        house.explanations.explain(
            house.admin, house.project, ada.user().user().id(), Permission.NOTEBOOK_STOP, resource);
    var yes =
        house.explanations.explain(
            house.admin, house.project, ada.user().user().id(), Permission.NOTEBOOK_OPEN, resource);

    assertThat(no.explanation().allowed()).isFalse();
    assertThat(no.explanation().change()).isEqualTo("Give the role AI Training Operator.");
    assertThat(yes.explanation().allowed()).isTrue();
    assertThat(yes.chain()).contains("role ai_training_read", "permission notebook_open");
    assertThat(house.explanations.who(house.admin, house.project, Permission.NOTEBOOK_STOP))
        .extracting(Explanations.Who::name)
        .containsExactly("admin");
  }

  @Test
  void theAuditIsAChainThatShowsEveryChange() {
    Issued ada = house.user("Ada", AI_TRAINING_READ);
    house.users.delete(house.admin, house.project, ada.user().user().id());

    var lines = house.auditTrail.export(house.admin, 1).next().lines();
    String before = gatehouse.core.audit.AuditEntry.START;
    for (var line : lines) {
      assertThat(line.follows(before)).isTrue();
      before = line.hash();
    }
    assertThat(lines).extracting(l -> l.line().action()).contains("user.create", "user.delete");
  }

  @Test
  void whoAdministersOneProjectReadsNoOtherProjectsAudit() {
    house.user("Ada", AI_TRAINING_READ);
    var other = house.projects.create(house.admin, "other");
    Issued boss =
        house.users.create(
            house.admin,
            other.id(),
            new NewUser(
                new Description("boss"),
                null,
                List.of(new RoleWish(BuiltInRoles.named(ADMINISTRATOR), null)),
                null));

    assertThat(
            house.auditTrail.lines(
                house.actor(boss), other.id(), new AuditQuery("", "", "", 0, 100)))
        .isNotEmpty()
        .allSatisfy(
            l -> assertThat(l.line().details()).containsEntry("project", other.id().value()));
    assertThat(
            refusalOf(
                () ->
                    house.auditTrail.lines(
                        house.actor(boss), house.project, new AuditQuery("", "", "", 0, 100))))
        .isInstanceOf(Forbidden.class);
  }

  private IssuedSession signIn(Issued user) {
    return house.sessions.signIn(
        user.user().user().name().value(),
        user.password(),
        Credential.Kind.CLI_SESSION,
        "192.0.2.1",
        "test");
  }
}
