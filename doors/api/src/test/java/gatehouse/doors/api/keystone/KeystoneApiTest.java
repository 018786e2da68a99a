package gatehouse.doors.api.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.AuditQuery;
import gatehouse.core.administration.Issued;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.User;
import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.HttpSession.Answer;
import gatehouse.doors.web.Installation;
import gatehouse.doors.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KeystoneApiTest {
  private static final String TOKENS = "/v3/auth/tokens";

  private final Installation installation = Doors.open();
  private final Issued ada =
      installation.user("ada", BuiltInRoles.named(RoleName.OBJECTSTORE_OPERATOR));
  private final User user = ada.user().user();
  private HttpSession anybody;

  @BeforeEach
  void signIn() {
    anybody = installation.http();
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private static Map<String, Object> byName(String name, String password) {
    return Map.of("name", name, "domain", Map.of("name", "Default"), "password", password);
  }

  private Answer ask(Map<String, Object> who, Object... scope) {
    var identity = Map.of("methods", List.of("password"), "password", Map.of("user", who));
    return anybody.post(
        TOKENS,
        Json.text(
            Map.of(
                "auth",
                scope.length == 0
                    ? Map.of("identity", identity)
                    : Map.of("identity", identity, "scope", scope[0]))));
  }

  private String token() {
    Answer answer = ask(byName("ada", ada.password().value()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.header("X-Subject-Token");
  }

  private HttpSession with(String token) {
    return anybody.with("X-Auth-Token", token);
  }

  private static void assertRefused(Answer answer, int status, String title) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    JsonNode error = answer.json().get("error");
    assertThat(error.get("code").asInt()).isEqualTo(status);
    assertThat(error.get("title").asString()).isEqualTo(title);
    assertThat(error.get("message").asString()).isNotBlank();
  }

  @Test
  void theVersionIsToldToAnybody() {
    for (String path : List.of("/v3", "/v3/")) {
      JsonNode version = anybody.get(path).json().get("version");
      assertThat(version.get("id").asString()).startsWith("v3.");
      assertThat(version.get("status").asString()).isEqualTo("stable");
      assertThat(version.get("links").get(0).get("href").asString())
          .isEqualTo(anybody.uri("/v3/").toString());
    }
  }

  @Test
  void aPasswordGivesATokenForTheUsersProject() {
    String project = installation.project.value();

    Answer answer =
        ask(byName("ada", ada.password().value()), Map.of("project", Map.of("id", project)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("X-Subject-Token")).startsWith("gh");
    assertThat(answer.body()).doesNotContain(answer.header("X-Subject-Token"));
    JsonNode token = answer.json().get("token");
    assertThat(token.get("methods").toString()).isEqualTo("[\"password\"]");
    assertThat(token.get("user").get("id").asString()).isEqualTo(user.openstackId());
    assertThat(token.get("user").get("name").asString()).isEqualTo("ada");
    assertThat(token.get("user").get("domain").toString())
        .isEqualTo("{\"id\":\"default\",\"name\":\"Default\"}");
    assertThat(token.get("project").get("id").asString()).isEqualTo(project);
    assertThat(token.get("project").get("name").asString()).matches("[0-9]{16}");
    assertThat(token.get("roles").findValuesAsString("name"))
        .containsExactly("objectstore_operator");
    assertThat(token.get("audit_ids").get(0).asString()).matches("[A-Za-z0-9_-]{22}");
    assertThat(token.get("expires_at").asString()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{6}Z");
    assertThat(token.get("catalog").findValuesAsString("type"))
        .containsExactly("identity", "ai", "object-store", "s3");
    assertThat(token.get("catalog").get(0).get("endpoints").get(0).toString())
        .contains("\"interface\":\"public\"", "\"region\":\"local\"", "/v3\"");
  }

  @Test
  void theUserMayBeSaidByIdAndTheProjectByName() {
    String name = ProjectNames.of(installation.project.value());
    var project = Map.of("name", name, "domain", Map.of("id", "default"));

    Answer answer =
        ask(
            Map.of("id", user.openstackId(), "password", ada.password().value()),
            Map.of("project", project));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(ask(byName("ada", ada.password().value()), "unscoped").status()).isEqualTo(201);
  }

  @Test
  void whoIsUnknownCannotBeToldFromWhoseItIsNot() {
    List<Answer> answers =
        List.of(
            ask(byName("ada", "wrong")),
            ask(byName("nobody", "wrong")),
            ask(byName("not a name!", "wrong")),
            ask(Map.of("id", user.openstackId(), "password", "wrong")),
            ask(Map.of("id", "0".repeat(32), "password", "wrong")),
            ask(byName("admin", Installation.PASSWORD)),
            ask(
                Map.of(
                    "name",
                    "ada",
                    "domain",
                    Map.of("name", "Elsewhere"),
                    "password",
                    ada.password().value())));

    for (Answer answer : answers) {
      assertRefused(answer, 401, "Unauthorized");
      assertThat(answer.body()).isEqualTo(answers.getFirst().body());
      assertThat(answer.header("WWW-Authenticate")).startsWith("Keystone");
    }
    assertThat(installation.store.audit(new AuditQuery("", "", "session.refused", 0, 10)))
        .hasSize(answers.size());
  }

  @Test
  void guessingSlowsDownAsAtEveryDoor() {
    for (int i = 0; i < 5; i++) {
      assertRefused(ask(byName("ada", "wrong" + i)), 401, "Unauthorized");
    }

    Answer sixth = ask(byName("ada", ada.password().value()));

    assertRefused(sixth, 429, "Too Many Requests");
    assertThat(Integer.parseInt(sixth.header("Retry-After"))).isPositive();
  }

  @Test
  void aProjectOfOthersIsRefusedToWhoeverProvedThePassword() {
    Answer answer =
        ask(byName("ada", ada.password().value()), Map.of("project", Map.of("id", "0".repeat(32))));

    assertRefused(answer, 401, "Unauthorized");
    assertThat(answer.body()).contains("no access to that project");
    assertThat(installation.sessions.of(installation.admin(), user.subject())).isEmpty();
    assertRefused(
        ask(byName("ada", ada.password().value()), Map.of("system", Map.of("all", true))),
        401,
        "Unauthorized");
  }

  @Test
  void sixtyTokensAMinuteAreEnough() {
    for (int i = 0; i < 60; i++) {
      token();
    }

    Answer over = ask(byName("ada", ada.password().value()));

    assertRefused(over, 429, "Too Many Requests");
    assertRefused(ask(byName("ada", "wrong")), 401, "Unauthorized");
    String path =
        "/1.0/cloud/project/" + installation.project + "/user/" + user.id().value() + "/token";
    assertThat(
            anybody
                .as(installation.adminBearer())
                .post(path, Json.text(Map.of("password", ada.password().value())))
                .status())
        .as("the other way to the same tokens")
        .isEqualTo(429);
    installation.later(Duration.ofMinutes(1));
    token();
  }

  @Test
  void aSuspendedUserGetsNoTokenAndLosesThoseTheyHave() {
    String token = token();

    installation.users.suspend(installation.admin(), installation.project, user.id());

    assertRefused(with(token).get("/v3/auth/catalog"), 401, "Unauthorized");
    Answer answer = ask(byName("ada", ada.password().value()));
    assertRefused(answer, 401, "Unauthorized");
    assertThat(answer.body()).contains("suspended");
  }

  @Test
  void aNewPasswordEndsTheTokens() {
    String token = token();

    installation.users.regeneratePassword(
        installation.admin(), installation.project, user.id(), Duration.ZERO);

    assertRefused(with(token).get("/v3/auth/catalog"), 401, "Unauthorized");
  }

  @Test
  void aTokenIsLookedAtByItsOwnerAndByWhoeverMaySeeSessions() {
    Issued root = installation.user("root", BuiltInRoles.named(RoleName.ADMINISTRATOR));
    Issued bob = installation.user("bob", BuiltInRoles.named(RoleName.OBJECTSTORE_OPERATOR));
    String roots = ask(byName("root", root.password().value())).header("X-Subject-Token");
    String bobs = ask(byName("bob", bob.password().value())).header("X-Subject-Token");
    String token = token();

    Answer own = with(token).with("X-Subject-Token", token).get(TOKENS);

    assertThat(own.status()).as(own.body()).isEqualTo(200);
    assertThat(own.header("X-Subject-Token")).isEqualTo(token);
    assertThat(own.json().get("token").has("catalog")).isTrue();
    assertThat(
            with(token)
                .with("X-Subject-Token", token)
                .get(TOKENS + "?nocatalog")
                .json()
                .get("token")
                .has("catalog"))
        .isFalse();
    assertThat(with(token).with("X-Subject-Token", token).send("HEAD", TOKENS, null).status())
        .isEqualTo(200);
    assertThat(with(roots).with("X-Subject-Token", token).get(TOKENS).status()).isEqualTo(200);
    assertRefused(with(bobs).with("X-Subject-Token", token).get(TOKENS), 403, "Forbidden");
    assertRefused(with(bobs).with("X-Subject-Token", token).delete(TOKENS), 403, "Forbidden");
    assertRefused(with(token).with("X-Subject-Token", "ghu_none").get(TOKENS), 404, "Not Found");
    assertRefused(with(token).get(TOKENS), 400, "Bad Request");
  }

  @Test
  void aTokenEndsWhenItsEndIsAnswered() {
    String token = token();
    String other = token();

    Answer ended = with(other).with("X-Subject-Token", token).delete(TOKENS);

    assertThat(ended.status()).isEqualTo(204);
    assertThat(ended.body()).isEmpty();
    assertRefused(with(token).get("/v3/auth/catalog"), 401, "Unauthorized");
    assertThat(anybody.as(new Secret(token)).get("/1.0/auth/details").status()).isEqualTo(401);
    assertThat(with(other).get("/v3/auth/catalog").status()).isEqualTo(200);
    assertRefused(with(other).with("X-Subject-Token", token).delete(TOKENS), 404, "Not Found");
    assertThat(installation.store.audit(new AuditQuery("", "", "session.end", 0, 10))).hasSize(1);
  }

  @Test
  void aTokenForATokenIsTheSameOne() {
    String token = token();
    var identity = Map.of("methods", List.of("token"), "token", Map.of("id", token));
    var scope = Map.of("project", Map.of("id", installation.project.value()));

    Answer again =
        anybody.post(
            TOKENS, Json.text(Map.of("auth", Map.of("identity", identity, "scope", scope))));

    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.header("X-Subject-Token")).isEqualTo(token);
    with(token).with("X-Subject-Token", token).delete(TOKENS);
    assertRefused(
        anybody.post(TOKENS, Json.text(Map.of("auth", Map.of("identity", identity)))),
        401,
        "Unauthorized");
  }

  @Test
  void theHeaderCountsHereAloneAndHereNothingElseCounts() {
    String token = token();
    Secret session = installation.session("ada", ada.password());

    assertThat(with(token).get("/1.0/auth/details").status()).isEqualTo(401);
    assertThat(with(token).get("/v1/gatehouse/project/-/user").status()).isEqualTo(401);
    for (HttpSession other :
        List.of(
            anybody,
            anybody.as(new Secret(token)),
            anybody.as("ada", ada.password()),
            anybody.cookie(installation.panelSession("ada", ada.password())),
            with(session.value()),
            with(""))) {
      assertRefused(other.get("/v3/auth/catalog"), 401, "Unauthorized");
    }
  }

  @Test
  void peopleAreToldAboutThemselvesAlone() {
    HttpSession own = with(token());
    Issued bob = installation.user("bob");
    String id = installation.project.value();

    for (String path :
        List.of(
            "/v3/auth/projects", "/v3/projects", "/v3/users/" + user.openstackId() + "/projects")) {
      assertThat(own.get(path).json().get("projects").findValuesAsString("id")).containsExactly(id);
    }
    assertThat(own.get("/v3/projects/" + id).json().get("project").get("enabled").asBoolean())
        .isTrue();
    assertRefused(own.get("/v3/projects/" + "0".repeat(32)), 404, "Not Found");
    assertThat(own.get("/v3/users/" + user.openstackId()).json().get("user").get("name").asString())
        .isEqualTo("ada");
    assertRefused(own.get("/v3/users/" + bob.user().user().openstackId()), 403, "Forbidden");
    assertRefused(own.get("/v3/users"), 403, "Forbidden");
    assertThat(own.get("/v3/roles").json().get("roles").findValuesAsString("name"))
        .contains("administrator", "ai_training_operator");
    assertThat(own.get("/v3/auth/catalog").json().get("catalog").findValuesAsString("name"))
        .containsExactly("keystone", "ai", "swift", "s3");
  }

  @Test
  void s3KeysAreThoseOfTheOtherApi() {
    HttpSession own = with(token());
    String path = "/v3/users/" + user.openstackId() + "/credentials/OS-EC2";
    String wish = Json.text(Map.of("tenant_id", installation.project.value()));

    Answer made = own.post(path, wish);

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    JsonNode key = made.json().get("credential");
    String access = key.get("access").asString();
    assertThat(key.get("user_id").asString()).isEqualTo(user.openstackId());
    assertThat(key.get("trust_id").isNull()).isTrue();
    assertThat(installation.s3Keys.list(installation.admin(), installation.project, user.id()))
        .extracting(each -> each.name())
        .containsExactly(access);
    JsonNode listed = own.get(path).json().get("credentials").get(0);
    assertThat(listed.get("access").asString()).isEqualTo(access);
    assertThat(listed.get("secret").isNull()).isTrue();
    assertThat(own.get(path + "/" + access).json().get("credential").get("secret").asString())
        .isEqualTo(key.get("secret").asString());
    assertThat(installation.store.audit(new AuditQuery("", "", "s3key.show", 0, 10))).hasSize(1);
    assertThat(own.delete(path + "/" + access).status()).isEqualTo(204);
    assertRefused(own.get(path + "/" + access), 404, "Not Found");
    assertRefused(own.post(path, "{}"), 400, "Bad Request");
    assertRefused(own.post(path, Json.text(Map.of("tenant_id", "0".repeat(32)))), 403, "Forbidden");
  }

  @Test
  void s3KeysOfOthersAreForWhoeverManagesUsers() {
    Issued root = installation.user("root", BuiltInRoles.named(RoleName.ADMINISTRATOR));
    Issued bob = installation.user("bob", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    HttpSession roots =
        with(ask(byName("root", root.password().value())).header("X-Subject-Token"));
    HttpSession bobs = with(ask(byName("bob", bob.password().value())).header("X-Subject-Token"));
    String adas = "/v3/users/" + user.openstackId() + "/credentials/OS-EC2";
    String wish = Json.text(Map.of("tenant_id", installation.project.value()));

    assertThat(roots.post(adas, wish).status()).isEqualTo(201);
    assertRefused(bobs.post(adas, wish), 403, "Forbidden");
    assertRefused(bobs.get(adas), 403, "Forbidden");
    assertRefused(
        bobs.get("/v3/users/" + "0".repeat(32) + "/credentials/OS-EC2"), 403, "Forbidden");
    assertRefused(
        roots.get("/v3/users/" + "0".repeat(32) + "/credentials/OS-EC2"), 404, "Not Found");
    String own = "/v3/users/" + bob.user().user().openstackId() + "/credentials/OS-EC2";
    assertRefused(bobs.post(own, wish), 403, "Forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"auth\":5}",
        "{\"auth\":{}}",
        "{\"auth\":{\"identity\":{}}}",
        "{\"auth\":{\"identity\":{\"methods\":[]}}}",
        "{\"auth\":{\"identity\":{\"methods\":\"password\"}}}",
        "{\"auth\":{\"identity\":{\"methods\":[5]}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"]}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{}}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"ada\",\"password\":\"x\"}}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"ada\",\"domain\":{},\"password\":\"x\"}}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":5,\"password\":\"x\"}}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"a\\u0000b\",\"password\":\"x\"}}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"a\",\"password\":5}}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"a\",\"password\":\"x\"}}},\"scope\":\"all\"}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"a\",\"password\":\"x\"}}},\"scope\":{\"project\":{}}}}",
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"a\",\"password\":\"x\"}}},\"scope\":{}}}"
      })
  void whatIsNoRequestIsRefusedWithItsPlace(String body) {
    assertRefused(anybody.post(TOKENS, body), 400, "Bad Request");
  }

  @Test
  void whatIsNotThereIsRefusedInTheSameWords() {
    assertRefused(anybody.get("/v3/nothing"), 404, "Not Found");
    assertRefused(anybody.put(TOKENS, "{}"), 405, "Method Not Allowed");
    assertRefused(anybody.with("Accept", "text/html").get("/v3/auth/catalog"), 401, "Unauthorized");
    assertRefused(anybody.post(TOKENS, "x".repeat(70_000)), 413, "Content Too Large");
    assertRefused(
        anybody.post(
            TOKENS, "{\"auth\":{\"identity\":{\"methods\":[\"application_credential\"]}}}"),
        401,
        "Unauthorized");
    assertThat(anybody.get("/v33").json().has("error")).isFalse();
    installation.loseLease();
    assertRefused(ask(byName("ada", ada.password().value())), 503, "Service Unavailable");
    assertThat(anybody.get("/v3").status()).isEqualTo(200);
  }
}
