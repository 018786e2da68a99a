package gatehouse.core.administration;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.Access;
import gatehouse.core.access.AccessRule;
import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Presented;
import gatehouse.core.access.Resource;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.ServiceAccounts.IssuedServiceAccount;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceAccountsTest {
  private static final ServiceAccountName NAME = new ServiceAccountName("ci", "nightly");
  private static final String HERE = "192.0.2.7";

  private final MemoryHouse house = new MemoryHouse();
  private final Issued ann = house.user("Ann", RoleName.AI_TRAINING_OPERATOR);
  private final Actor asAnn = house.actor(ann);

  @AfterEach
  void close() {
    house.close();
  }

  private IssuedServiceAccount ofAnn() {
    return house.serviceAccounts.create(asAnn, NAME, RoleName.ADMINISTRATOR, null);
  }

  private IssuedSession draw(IssuedServiceAccount account) {
    return house.serviceAccounts.draw(
        account.account().application().key(), account.secret(), HERE);
  }

  private Caller signedIn(IssuedSession drawn) {
    return house.one.signIn.authenticate(new Presented.Bearer(drawn.value()), HERE);
  }

  private boolean may(Caller caller, Permission permission) {
    return Access.decide(caller, permission, Resource.of(house.project), house.clock.instant())
        .allowed();
  }

  @Test
  void itsBearerReachesAsFarAsItsOwnerWhateverItsRole() {
    Caller caller = signedIn(draw(ofAnn()));

    assertThat(may(caller, Permission.JOB_LAUNCH)).isTrue();
    assertThat(may(caller, Permission.USER_MANAGE)).isFalse();
  }

  @Test
  void itsRoleNarrowsItsOwner() {
    var account = house.serviceAccounts.create(asAnn, NAME, RoleName.AI_TRAINING_READ, null);

    Caller caller = signedIn(draw(account));

    assertThat(may(caller, Permission.JOB_READ)).isTrue();
    assertThat(may(caller, Permission.JOB_LAUNCH)).isFalse();
  }

  @Test
  void oneOfAnAccountThatIsBoundToAProjectReachesNoOther() {
    var account =
        house.serviceAccounts.create(house.admin, NAME, RoleName.ADMINISTRATOR, house.project);

    Caller caller = signedIn(draw(account));

    assertThat(may(caller, Permission.USER_MANAGE)).isTrue();
    for (Resource other :
        List.of(Resource.of(new ProjectId("f".repeat(32))), Resource.INSTALLATION)) {
      assertThat(
              Access.decide(caller, Permission.USER_MANAGE, other, house.clock.instant()).allowed())
          .isFalse();
    }
  }

  @Test
  void aBearerEndsAfterAnHour() {
    IssuedSession drawn = draw(ofAnn());
    signedIn(drawn);

    house.clock.pass(ServiceAccounts.GOOD_FOR);

    assertThat(refusalOf(() -> signedIn(drawn))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void deletingItCutsWhatItsBearersHoldOpenAndSaysSo() {
    var account = ofAnn();
    Caller caller = signedIn(draw(account));
    draw(account);
    var cut = new AtomicBoolean();
    house.one.connections.open(
        ConnectionKind.WEBSOCKET,
        caller,
        Permission.JOB_READ,
        () -> Resource.of(house.project),
        null,
        () -> cut.set(true));

    var receipt = house.serviceAccounts.delete(asAnn, account.account().application().key());

    assertThat(cut).isTrue();
    assertThat(receipt.credentials())
        .containsEntry(Credential.Kind.SERVICE_ACCOUNT, 1)
        .containsEntry(Credential.Kind.SERVICE_TOKEN, 2);
    assertThat(refusalOf(() -> draw(account))).isInstanceOf(Unauthenticated.class);
    assertThat(house.serviceAccounts.list(asAnn)).isEmpty();
  }

  @Test
  void whoManagesUsersEndsItWithWhatItDrew() {
    var account = ofAnn();
    IssuedSession drawn = draw(account);
    var manage = new UserApplications(house.store, house.changes, house.permits);
    var user = ann.user().user().id();

    assertThat(manage.of(house.admin, house.project, user).applications())
        .containsExactly(account.account().application());
    manage.delete(house.admin, house.project, user, account.account().application().id());

    assertThat(refusalOf(() -> signedIn(drawn))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void itDrawsNothingForWhomIsSuspendedOrGone() {
    var account = ofAnn();
    IssuedSession drawn = draw(account);
    var user = ann.user().user().id();

    house.users.suspend(house.admin, house.project, user);
    assertThat(refusalOf(() -> draw(account))).isInstanceOf(Unauthenticated.class);
    house.users.delete(house.admin, house.project, user);

    assertThat(refusalOf(() -> draw(account))).isInstanceOf(Unauthenticated.class);
    assertThat(refusalOf(() -> signedIn(drawn))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void itsSecretIsNoBearerAndGoodBesideItsOwnIdAlone() {
    var account = ofAnn();
    var other = ofAnn();
    String id = account.account().application().key();

    for (String text : List.of(account.secret().value(), id, id + ":" + account.secret().value())) {
      assertThatThrownBy(
              () -> house.one.signIn.authenticate(new Presented.Bearer(new Secret(text)), HERE))
          .isInstanceOf(Refused.class);
    }
    assertThat(refusalOf(() -> house.serviceAccounts.draw(id, other.secret(), HERE)))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void itsBearerMakesNoFurtherCredentials() {
    var bearer = new Actor(signedIn(draw(ofAnn())), HERE);

    assertThat(
            refusalOf(
                () -> house.serviceAccounts.create(bearer, NAME, RoleName.AI_TRAINING_READ, null)))
        .isInstanceOf(Forbidden.class);
    assertThat(
            refusalOf(
                () ->
                    house.tokens.create(
                        bearer,
                        house.project,
                        new NewToken("t", RoleName.AI_TRAINING_READ, Selector.ALL, null))))
        .isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> house.applications.create(bearer, "x", "", List.of(), List.of())))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void itSignsNoCallsAndIsNoApplicationThatAsksForConsumerKeys() {
    String id = ofAnn().account().application().key();

    assertThat(house.applications.list(asAnn)).isEmpty();
    assertThat(
            refusalOf(
                () ->
                    house.applications.request(
                        id, List.of(new AccessRule("GET", "/*")), List.of(), null)))
        .isEqualTo(new Forbidden("INVALID_KEY", "This application key is invalid"));
  }

  @Test
  void othersDoNotSeeItNorEndIt() {
    String id = ofAnn().account().application().key();
    Actor bob = house.actor(house.user("Bob", RoleName.ADMINISTRATOR));

    assertThat(house.serviceAccounts.list(bob)).isEmpty();
    assertThat(refusalOf(() -> house.serviceAccounts.get(bob, id))).isInstanceOf(NotFound.class);
    assertThat(refusalOf(() -> house.serviceAccounts.delete(bob, id))).isInstanceOf(NotFound.class);
  }

  @Test
  void aThousandBearersAtOnceAreEnough() {
    var account = ofAnn();
    for (int i = 0; i < 1000; i++) {
      draw(account);
    }

    assertThat(refusalOf(() -> draw(account))).isInstanceOf(TooMany.class);
    house.clock.pass(Duration.ofHours(1));

    assertThat(signedIn(draw(account)).inWords()).startsWith("token ci of ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a\nb"})
  void aNameIsAName(String text) {
    assertThat(refusalOf(() -> new ServiceAccountName(text, ""))).isInstanceOf(Invalid.class);
  }

  @Test
  void aLongDescriptionIsRefused() {
    assertThat(refusalOf(() -> new ServiceAccountName("a", "b".repeat(256))))
        .isInstanceOf(Invalid.class);
  }
}
