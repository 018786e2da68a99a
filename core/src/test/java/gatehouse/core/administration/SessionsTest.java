package gatehouse.core.administration;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Presented;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private final MemoryHouse house = new MemoryHouse();
  private final Issued ada = house.user("Ada", AI_TRAINING_READ);

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aCodeOpensOneWorkloadOnceAndWithinAMinute() {
    Actor browser = browser();
    Secret code = house.sessions.codeFor(browser, notebook("n1"), Permission.NOTEBOOK_OPEN);

    Secret session = house.sessions.enter(code, "n1");

    Caller caller =
        house.one.signIn.authenticate(
            new Presented.Cookie(Credential.Kind.WORKLOAD_SESSION, session), "a");
    assertThat(caller.credentialOrNull().workload()).isEqualTo("n1");
    assertThat(refusalOf(() -> house.sessions.enter(code, "n1")))
        .isInstanceOf(Unauthenticated.class);
    Secret late = house.sessions.codeFor(browser, notebook("n1"), Permission.NOTEBOOK_OPEN);
    house.clock.pass(Duration.ofSeconds(61));
    assertThat(refusalOf(() -> house.sessions.enter(late, "n1")))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void aCodeForOneWorkloadOpensNoOther() {
    Secret code = house.sessions.codeFor(browser(), notebook("n1"), Permission.NOTEBOOK_OPEN);

    assertThat(refusalOf(() -> house.sessions.enter(code, "n2")))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void signingOutEndsTheWorkloadSessionsThatCameOfIt() {
    Actor browser = browser();
    Secret code = house.sessions.codeFor(browser, notebook("n1"), Permission.NOTEBOOK_OPEN);
    Secret session = house.sessions.enter(code, "n1");

    Receipt receipt = house.sessions.signOut(browser);

    assertThat(receipt.credentials())
        .isEqualTo(Map.of(Credential.Kind.PANEL_SESSION, 1, Credential.Kind.WORKLOAD_SESSION, 1));
    assertThat(
            refusalOf(
                () ->
                    house.one.signIn.authenticate(
                        new Presented.Cookie(Credential.Kind.WORKLOAD_SESSION, session), "a")))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void aSessionIsAcceptedOnlyAsTheKindItIs() {
    IssuedSession panel = signIn(ada.password(), Credential.Kind.PANEL_SESSION);

    assertThat(
            refusalOf(
                () -> house.one.signIn.authenticate(new Presented.Bearer(panel.value()), "a")))
        .isInstanceOf(Unauthenticated.class);
    assertThat(
            refusalOf(
                () ->
                    house.one.signIn.authenticate(
                        new Presented.Cookie(Credential.Kind.WORKLOAD_SESSION, panel.value()),
                        "a")))
        .isInstanceOf(Unauthenticated.class);
  }

  @Test
  void aPasswordIsHashedOnceAndThenKnown() {
    int before = house.hasher.comparisons();
    Presented basic = new Presented.Basic(ada.user().user().name().value(), ada.password());

    for (int i = 0; i < 10; i++) {
      house.one.signIn.authenticate(basic, "192.0.2.1");
    }

    assertThat(house.hasher.comparisons() - before).isEqualTo(1);
    assertThat(house.one.signIn.known(basic)).isInstanceOf(Caller.Person.class);
  }

  @Test
  void anUnknownNameCostsWhatAKnownOneCosts() {
    int before = house.hasher.comparisons();

    assertThat(refusalOf(() -> signInAs("nobody-here", "x"))).isInstanceOf(Unauthenticated.class);
    assertThat(refusalOf(() -> signInAs("not a name!", "x"))).isInstanceOf(Unauthenticated.class);

    assertThat(house.hasher.comparisons() - before).isEqualTo(2);
  }

  @Test
  void aRefusedSignInIsWrittenDownWithoutWhatMayBeAPassword() {
    String name = ada.user().user().name().value();
    refusalOf(
        () -> house.sessions.signIn(name, new Secret("x"), Credential.Kind.CLI_SESSION, "a", ""));
    refusalOf(
        () ->
            house.sessions.signIn(
                "MyPassword1", new Secret("x"), Credential.Kind.CLI_SESSION, "a", ""));

    assertThat(house.store.audit(new AuditQuery("", "", "session.refused", 0, 10)))
        .extracting(entry -> entry.line().who())
        .containsExactly("an unknown name", name);
  }

  @Test
  void aWrongPasswordOnARequestIsWrittenDownToo() {
    String name = ada.user().user().name().value();

    assertThat(refusalOf(() -> signInAs(name, "wrong"))).isInstanceOf(Unauthenticated.class);

    assertThat(house.store.audit(new AuditQuery("", "", "session.refused", 0, 10)))
        .extracting(entry -> entry.line().who())
        .containsExactly(name);
  }

  @Test
  void guessingSlowsToACrawlWithoutLockingOutAnybodyElse() {
    String name = ada.user().user().name().value();
    for (int i = 0; i < 5; i++) {
      assertThat(refusalOf(() -> signInAs(name, "wrong"))).isInstanceOf(Unauthenticated.class);
    }
    assertThat(refusalOf(() -> signInAs(name, ada.password().value()))).isInstanceOf(TooMany.class);

    assertThat(
            house.one.signIn.authenticate(new Presented.Basic(name, ada.password()), "192.0.2.200"))
        .isInstanceOf(Caller.Person.class);
    house.clock.pass(Duration.ofSeconds(61));
    house.one.view.forgetAll();
    assertThat(
            house.one.signIn.authenticate(new Presented.Basic(name, ada.password()), "192.0.2.66"))
        .isInstanceOf(Caller.Person.class);
  }

  @Test
  void aNetworkOfIpv6IsOneGuesserWhateverAddressItTakes() {
    String name = ada.user().user().name().value();
    for (int i = 0; i < 5; i++) {
      String address = "2001:db8:0:7::" + i;
      assertThat(refusalOf(() -> signInAs(name, "wrong", address)))
          .isInstanceOf(Unauthenticated.class);
    }

    assertThat(refusalOf(() -> signInAs(name, "wrong", "2001:db8:0:7:ffff::1")))
        .isInstanceOf(TooMany.class);
    assertThat(refusalOf(() -> signInAs(name, "wrong", "2001:db8:0:8::1")))
        .isInstanceOf(Unauthenticated.class);
  }

  private void signInAs(String name, String password) {
    signInAs(name, password, "192.0.2.66");
  }

  private void signInAs(String name, String password, String address) {
    house.one.signIn.authenticate(new Presented.Basic(name, new Secret(password)), address);
  }

  private Actor browser() {
    return new Actor(signIn(ada.password(), Credential.Kind.PANEL_SESSION).caller(), "192.0.2.1");
  }

  private IssuedSession signIn(Secret password, Credential.Kind kind) {
    return house.sessions.signIn(
        ada.user().user().name().value(), password, kind, "192.0.2.1", "Firefox");
  }

  private Resource notebook(String id) {
    return new Resource(house.project, "notebook", id, Map.of(), false);
  }
}
