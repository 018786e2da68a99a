package gatehouse.doors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Permission;
import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private final Installation installation = new Installation();
  private HttpSession http;

  @BeforeEach
  void start() {
    installation.serving(
        routes -> {
          routes.add("GET", "/open", new Guard.Open(), call -> Reply.text("open"));
          routes.add("GET", "/health", new Guard.Always(), call -> Reply.text("up"));
          routes.add("GET", "/me", new Guard.SignedIn(), GuardsTest::name);
          routes.add("POST", "/me", new Guard.SignedIn(), GuardsTest::name);
          routes.add(
              "GET",
              "/project/{project}/user",
              new Guard.Needs(Permission.USER_READ),
              call -> Reply.json(Map.of("project", call.project().value())));
          routes.add(
              "GET", "/account", new Guard.Needs(Permission.ACCOUNT_MANAGE), GuardsTest::name);
          routes.add(
              "GET",
              "/capabilities",
              new Guard.Needs(Permission.CAPABILITIES_READ),
              GuardsTest::name);
        });
    http = installation.http();
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private static Reply name(Call call) {
    return Reply.json(Map.of("name", call.caller().inWords(), "address", call.address()));
  }

  @Test
  void anybodyMayComeToAnOpenRoute() {
    assertThat(http.get("/open").body()).isEqualTo("open");
  }

  @Test
  void nobodyIsToldToSignIn() {
    var answer = http.get("/me");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.json().get("class").asString()).isEqualTo("Client::Unauthorized");
  }

  @Test
  void aBearerAndBasicAreKnown() {
    assertThat(http.as(installation.adminBearer()).get("/me").json().get("name").asString())
        .isEqualTo("admin");
    assertThat(
            http.as("admin", new Secret(Installation.PASSWORD))
                .get("/me")
                .json()
                .get("name")
                .asString())
        .isEqualTo("admin");
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() {
    var wrong = http.as("admin", new Secret("wrong")).get("/me");
    var unknown = http.as("nobody-here", new Secret("wrong")).get("/me");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.json().get("message")).isEqualTo(wrong.json().get("message"));
  }

  @Test
  void brokenAuthorizationIsRefused() {
    for (String broken :
        List.of("Basic !!!", "Basic bm9jb2xvbg==", "Digest x", "Bearer", "Bearer ghc_x")) {
      assertThat(http.with("Authorization", broken).get("/me").status()).as(broken).isEqualTo(401);
    }
  }

  @Test
  void aMissingPermissionIsNamed() {
    var reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));

    var answer =
        http.as("reader", reader.password()).get("/project/" + installation.project + "/user");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("missing").asString()).isEqualTo("user_read");
    assertThat(answer.json().get("errorCode").asString()).isEqualTo("FORBIDDEN");
    assertThat(answer.json().get("httpCode").asString()).isEqualTo("403 Forbidden");
  }

  @Test
  void onlyAccountsMayManageTheInstallation() {
    var chief = installation.user("chief", BuiltInRoles.named(RoleName.ADMINISTRATOR));

    assertThat(http.as("chief", chief.password()).get("/account").status()).isEqualTo(403);
    assertThat(http.as(installation.adminBearer()).get("/account").status()).isEqualTo(200);
  }

  @Test
  void theDashStandsForTheCallersOwnProject() {
    var chief = installation.user("chief", BuiltInRoles.named(RoleName.ADMINISTRATOR));

    assertThat(http.as("chief", chief.password()).get("/project/-/user").body())
        .contains(installation.project.value());
    assertThat(http.as(installation.adminBearer()).get("/project/-/user").body())
        .contains(installation.project.value());
  }

  @Test
  void aProjectThatIsNotTheCallersIsNotThere() {
    var chief = installation.user("chief", BuiltInRoles.named(RoleName.ADMINISTRATOR));
    var other = installation.projects.create(installation.admin(), "Other").id();

    for (String id : List.of(other.value(), "0".repeat(32), "nonsense")) {
      var answer = http.as("chief", chief.password()).get("/project/" + id + "/user");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().get("message").asString()).isEqualTo("This service does not exist");
    }
    assertThat(http.as(installation.adminBearer()).get("/project/" + other + "/user").status())
        .isEqualTo(200);
  }

  @Test
  void anAccountNamesAnotherProjectInAHeader() {
    var other = installation.projects.create(installation.admin(), "Other").id();

    var answer =
        http.as(installation.adminBearer())
            .with(Call.PROJECT_HEADER, "0".repeat(32))
            .get("/capabilities");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(
            http.as(installation.adminBearer())
                .with(Call.PROJECT_HEADER, other.value())
                .get("/capabilities")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aSuspendedUserIsOutAtOnce() {
    var made = installation.user("leaver", BuiltInRoles.named(RoleName.AI_TRAINING_OPERATOR));
    HttpSession leaver = http.as(installation.session("leaver", made.password()));
    HttpSession byPassword = http.as("leaver", made.password());
    assertThat(leaver.get("/me").status()).isEqualTo(200);
    UserId id = made.user().user().id();

    installation.users.suspend(installation.admin(), installation.project, id);

    assertThat(leaver.get("/me").status()).isEqualTo(401);
    assertThat(byPassword.get("/me").status()).isEqualTo(401);
  }

  @Test
  void anExpiredSessionIsRefused() {
    var bearer = installation.adminBearer();
    assertThat(http.as(bearer).get("/me").status()).isEqualTo(200);

    installation.later(Duration.ofDays(31));

    assertThat(http.as(bearer).get("/me").status()).isEqualTo(401);
  }

  @Test
  void withoutALeaseOnlyHealthIsAnswered() {
    var bearer = installation.adminBearer();
    installation.loseLease();

    var refused = http.as(bearer).get("/me");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("2");
    assertThat(http.get("/open").status()).isEqualTo(503);
    assertThat(http.get("/health").status()).isEqualTo(200);
    installation.regainLease();
    assertThat(http.as(bearer).get("/me").status()).isEqualTo(200);
  }

  @Test
  void tooManyFailuresAreHeldBack() {
    HttpSession guesser = http.as("admin", new Secret("guess"));
    for (int i = 0; i < 6; i++) {
      guesser.get("/me");
    }

    var answer = guesser.get("/me");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }

  @Test
  void theGatewaySaysWhereACallIsFrom() {
    var answer =
        http.as(installation.adminBearer())
            .with("X-Forwarded-For", "10.9.9.9, 192.0.2.7")
            .get("/me");

    assertThat(answer.json().get("address").asString()).isEqualTo("192.0.2.7");
  }

  @Test
  void behindATrustedProxyACallIsFromWhereTheGatewaySays() {
    var answer =
        http.as(installation.adminBearer())
            .with("X-Gatehouse-Address", "198.51.100.4")
            .with("X-Forwarded-For", "198.51.100.4, 192.0.2.7")
            .get("/me");

    assertThat(answer.json().get("address").asString()).isEqualTo("198.51.100.4");
  }

  @Test
  void theSameRouteIsNotAddedTwice() {
    var routes = new Routes();
    routes.add("GET", "/a", new Guard.Open(), call -> Reply.nothing());

    assertThatThrownBy(() -> routes.add("GET", "/a", new Guard.Open(), call -> Reply.nothing()))
        .hasMessageContaining("twice");
  }
}
