package gatehouse.doors.api.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.Installation;
import gatehouse.doors.wire.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OwnRoutesTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";

  private final Installation installation = Doors.open();
  private HttpSession anybody;
  private HttpSession admin;

  @BeforeEach
  void signIn() {
    anybody = installation.http();
    admin = anybody.as(installation.adminBearer());
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private JsonNode made(String description, String role) {
    var answer =
        admin.post(USERS, "{\"description\":\"" + description + "\",\"roles\":[\"" + role + "\"]}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void aSessionIsOpenedAndEnded() {
    var opened =
        anybody.post(
            "/v1/gatehouse/session",
            "{\"username\":\"admin\",\"password\":\"" + Installation.PASSWORD + "\"}");

    assertThat(opened.json().get("me").get("kind").asString()).isEqualTo("account");
    var session = anybody.as(new Secret(opened.json().get("token").asString()));
    assertThat(session.get("/v1/gatehouse/me").json().get("name").asString()).isEqualTo("admin");
    assertThat(session.delete("/v1/gatehouse/session").body()).isEqualTo("{}");
    assertThat(session.get("/v1/gatehouse/me").status()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordOpensNoSession() {
    var answer =
        anybody.post("/v1/gatehouse/session", "{\"username\":\"admin\",\"password\":\"no\"}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("\"no\"");
  }

  @Test
  void aUserIsMadeWithAPasswordThatWorks() {
    JsonNode made = made("Marie", "ai_training_read");

    assertThat(made.get("password").asString()).hasSize(32);
    assertThat(made.get("receipt").get("nodes").get(0).asString()).isEqualTo("node-1");
    JsonNode user = made.get("user");
    assertThat(user.get("status").asString()).isEqualTo("ok");
    assertThat(user.get("roles").get(0).get("label").asString()).isEqualTo("AI Training Reader");
    assertThat(user.has("endsAt")).isFalse();
    var me =
        anybody
            .as(user.get("username").asString(), new Secret(made.get("password").asString()))
            .get("/v1/gatehouse/me")
            .json();
    assertThat(me.get("permissions").toString()).contains("notebook_open").doesNotContain("stop");
    assertThat(me.get("project").asString()).isEqualTo(installation.project.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"description\":\"\"}",
        "{\"description\":\"  \"}",
        "{\"description\":\"a\\u0000b\"}",
        "{\"description\":\"a\",\"roles\":[\"ai_training_reader\"]}",
        "{\"description\":\"a\",\"roles\":[\"ai_training_read\",\"ai_training_read\"]}",
        "{\"description\":\"a\",\"roles\":[null]}",
        "{\"description\":\"a\",\"username\":\"no spaces\"}",
        "{\"description\":\"a\",\"endsAt\":\"yesterday\"}",
        "{\"description\":\"a\",\"endsAt\":\"2001-01-01T00:00:00Z\"}",
        "{\"description\":\"a\",\"admin\":true}",
        "{\"description\":\"a\"",
      })
  void whatIsNoUserIsRefusedAndNothingIsMade(String body) {
    var answer = admin.post(USERS, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(admin.get(USERS).json().get("total").asInt()).isZero();
  }

  @Test
  void aDescriptionOf100KilobytesIsRefused() {
    String fits = "{\"description\":\"" + "x".repeat(50_000) + "\"}";
    String large = "{\"description\":\"" + "x".repeat(100_000) + "\"}";

    assertThat(admin.post(USERS, fits).status()).isEqualTo(400);
    assertThat(admin.post(USERS, large).status()).isEqualTo(413);
  }

  @Test
  void anUnknownRoleIsAnsweredWithTheKnownOnes() {
    var answer = admin.post(USERS, "{\"description\":\"a\",\"roles\":[\"reader\"]}");

    assertThat(answer.json().get("message").asString())
        .contains("ai_training_read")
        .contains("reader");
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    String body = "{\"description\":\"a\",\"username\":\"marie\"}";

    assertThat(admin.post(USERS, body).status()).isEqualTo(200);
    assertThat(admin.post(USERS, body).status()).isEqualTo(409);
  }

  @Test
  void usersAreListedInPages() {
    for (String name : List.of("ann", "ben", "cid")) {
      admin.post(USERS, "{\"description\":\"" + name + "\",\"username\":\"" + name + "\"}");
    }

    var page = admin.get(USERS + "?sort=username&order=desc&page=1&size=2").json();
    assertThat(page.get("total").asInt()).isEqualTo(3);
    assertThat(page.get("items").get(0).get("username").asString()).isEqualTo("ann");
    assertThat(admin.get(USERS + "?text=be").json().get("total").asInt()).isEqualTo(1);
    for (String bad :
        List.of("page=-1", "size=0", "size=1001", "sort=x", "order=x", "status=x", "role=x")) {
      assertThat(admin.get(USERS + "?" + bad).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void aUserIsFoundByIdAndByName() {
    admin.post(USERS, "{\"description\":\"a\",\"username\":\"marie\"}");
    int id = admin.get(USERS + "/marie").json().get("id").asInt();

    assertThat(admin.get(USERS + "/" + id).json().get("username").asString()).isEqualTo("marie");
    assertThat(admin.get(USERS + "/nobody").status()).isEqualTo(404);
    assertThat(admin.get(USERS + "/999999").status()).isEqualTo(404);
    assertThat(admin.get(USERS + "/0").status()).isEqualTo(404);
    assertThat(admin.get(USERS + "/99999999999").status()).isEqualTo(404);
  }

  @Test
  void aUserIsSuspendedResumedEndedAndDeleted() {
    JsonNode made = made("Marie", "ai_training_operator");
    String one = USERS + "/" + made.get("user").get("id").asInt();
    var marie =
        anybody.as(
            made.get("user").get("username").asString(),
            new Secret(made.get("password").asString()));
    assertThat(marie.get("/v1/gatehouse/me").status()).isEqualTo(200);

    var suspended = admin.post(one + "/suspend", "").json();
    assertThat(suspended.get("user").get("status").asString()).isEqualTo("disabled");
    assertThat(suspended.get("user").get("statusInWords").asString()).isEqualTo("suspended");
    assertThat(marie.get("/v1/gatehouse/me").status()).isEqualTo(401);
    assertThat(admin.post(one + "/suspend", "").status()).isEqualTo(409);
    assertThat(admin.post(one + "/resume", "").status()).isEqualTo(200);
    assertThat(marie.get("/v1/gatehouse/me").status()).isEqualTo(200);
    assertThat(admin.put(one + "/end", "{\"endsAt\":\"2020-01-01T00:00:00Z\"}").status())
        .isEqualTo(200);
    assertThat(marie.get("/v1/gatehouse/me").status()).isEqualTo(401);
    assertThat(admin.put(one + "/end", "{\"endsAt\":null}").status()).isEqualTo(200);
    assertThat(marie.get("/v1/gatehouse/me").status()).isEqualTo(200);
    assertThat(admin.delete(one).json().has("receipt")).isTrue();
    assertThat(marie.get("/v1/gatehouse/me").status()).isEqualTo(401);
    assertThat(admin.get(one).status()).isEqualTo(404);
  }

  @Test
  void aNewPasswordReplacesTheOldOneOrOverlapsIt() {
    JsonNode made = made("Marie", "ai_training_operator");
    String name = made.get("user").get("username").asString();
    String one = USERS + "/" + name;
    var first = anybody.as(name, new Secret(made.get("password").asString()));

    var second = admin.post(one + "/password", "{\"overlapSeconds\":60}").json();
    assertThat(first.get("/v1/gatehouse/me").status()).isEqualTo(200);
    var third = admin.post(one + "/password", "").json();

    assertThat(first.get("/v1/gatehouse/me").status()).isEqualTo(401);
    var old = anybody.as(name, new Secret(second.get("password").asString()));
    assertThat(old.get("/v1/gatehouse/me").status()).isEqualTo(401);
    var now = anybody.as(name, new Secret(third.get("password").asString()));
    assertThat(now.get("/v1/gatehouse/me").status()).isEqualTo(200);
    assertThat(admin.post(one + "/password", "{\"overlapSeconds\":-1}").status()).isEqualTo(400);
  }

  @Test
  void rolesAreGivenReplacedAndTakenAway() {
    JsonNode made = made("Marie", "ai_training_read");
    String roles = USERS + "/" + made.get("user").get("id").asInt() + "/role";

    assertThat(admin.post(roles, "{\"name\":\"objectstore_operator\"}").status()).isEqualTo(200);
    assertThat(admin.post(roles, "{\"name\":\"objectstore_operator\"}").status()).isEqualTo(409);
    var left = admin.delete(roles + "/ai_training_read").json();
    assertThat(left.get("user").get("roles").size()).isEqualTo(1);
    assertThat(admin.delete(roles + "/ai_training_read").status()).isEqualTo(404);
    assertThat(admin.delete(roles + "/nonsense").status()).isEqualTo(400);
    assertThat(admin.put(roles, "{\"roles\":[]}").json().get("user").get("roles").isEmpty())
        .isTrue();
    assertThat(admin.put(roles, "{}").status()).isEqualTo(400);
  }

  @Test
  void aReaderMayNotManageUsersAndIsToldWhatIsMissing() {
    var reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    var session = anybody.as("reader", reader.password());

    var answer = session.post(USERS, "{\"description\":\"mine\"}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("missing").asString()).isEqualTo("user_manage");
    assertThat(answer.json().get("message").asString()).contains("Administrator");
  }

  @Test
  void oneSeesAndEndsOnesOwnSessions() {
    var reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    var other = installation.session("reader", reader.password());
    var mine = anybody.as(installation.session("reader", reader.password()));

    var open = mine.get(USERS + "/reader/session").json();
    assertThat(open.size()).isEqualTo(2);
    String oldest = open.get(1).get("id").asString();
    assertThat(mine.delete(USERS + "/reader/session/" + oldest).json().has("receipt")).isTrue();

    assertThat(anybody.as(other).get("/v1/gatehouse/me").status()).isEqualTo(401);
    assertThat(mine.delete(USERS + "/reader/session/nonsense").status()).isEqualTo(400);
    installation.user("other", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    assertThat(mine.get(USERS + "/other/session").status()).isEqualTo(403);
  }

  @Test
  void aUserOfAnotherProjectIsAsIfThereWereNone() {
    String other =
        admin
            .post("/v1/gatehouse/project", "{\"description\":\"Other\"}")
            .json()
            .get("id")
            .asString();
    String id =
        admin
            .post("/v1/gatehouse/project/" + other + "/user", "{\"description\":\"Elsewhere\"}")
            .json()
            .get("user")
            .get("id")
            .asString();
    JsonNode local = made("Local", "administrator");
    var administrator =
        anybody.as(
            new Secret(
                anybody
                    .post(
                        "/v1/gatehouse/session",
                        "{\"username\":\""
                            + local.get("user").get("username").asString()
                            + "\",\"password\":\""
                            + local.get("password").asString()
                            + "\"}")
                    .json()
                    .get("token")
                    .asString()));
    String unknown = "999999";
    for (var caller : List.of(admin, administrator)) {
      for (String path : List.of("", "/session")) {
        var there = caller.get(USERS + "/" + id + path);
        var nowhere = caller.get(USERS + "/" + unknown + path);
        assertThat(there.status()).as(path + there.body()).isEqualTo(404);
        assertThat(there.json().get("message").asString().replace(id, unknown))
            .isEqualTo(nowhere.json().get("message").asString());
      }
      String session = "/session/00000000-0000-0000-0000-000000000000";
      assertThat(caller.delete(USERS + "/" + id + session).status()).isEqualTo(404);
      assertThat(caller.delete(USERS + "/" + unknown + session).status()).isEqualTo(404);
      assertThat(caller.post(USERS + "/" + id + "/suspend", "").status()).isEqualTo(404);
    }
  }

  @Test
  void aNumberIsNoDescription() {
    for (String value : List.of("42", "4.2", "true")) {
      var answer = admin.post(USERS, "{\"description\":" + value + "}");
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("description");
    }
  }

  @Test
  void aDecisionIsExplainedAndTurnedAround() {
    installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    String explain = "/v1/gatehouse/project/-/explain";

    var may = admin.get(explain + "?user=reader&permission=notebook_open").json();
    assertThat(may.get("allowed").asBoolean()).isTrue();
    var mayNot =
        admin
            .get(explain + "?user=reader&permission=notebook_stop&workload=" + Doors.NOTEBOOK)
            .json();
    assertThat(mayNot.get("allowed").asBoolean()).isFalse();
    assertThat(mayNot.get("change").asString()).contains("AI Training Operator");
    var who = admin.get(explain + "?permission=notebook_open").json();
    assertThat(who.get("who").toString()).contains("reader").contains("admin");
    assertThat(admin.get(explain + "?permission=fly").status()).isEqualTo(400);
    assertThat(admin.get(explain + "?user=reader&permission=job_stop&workload=nothing").status())
        .isEqualTo(404);
  }

  @Test
  void theAuditIsReadAndExported() {
    made("Marie", "ai_training_read");
    String audit = "/v1/gatehouse/project/-/audit";

    var lines = admin.get(audit + "?action=user.&limit=1").json();
    assertThat(lines.get(0).get("action").asString()).isEqualTo("user.create");
    assertThat(lines.get(0).get("who").asString()).isEqualTo("admin");
    var export = admin.get("/v1/gatehouse/audit/export?from=1");
    assertThat(export.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(export.body().lines().findFirst().orElseThrow()).startsWith("{\"number\":1,");
    assertThat(export.body()).doesNotContain(Installation.PASSWORD);
    var end = Json.mapper().readTree(export.body().lines().toList().getLast()).get("end");
    assertThat(end.get("from").asInt()).isEqualTo(1);
    assertThat(end.get("number").asInt()).isEqualTo(export.body().lines().toList().size() - 1);
    assertThat(admin.get("/v1/gatehouse/audit/export").body())
        .as("by now there is a checkpoint behind its line")
        .contains("\n{\"checkpoint\":{\"number\":" + end.get("number").asInt() + ",");
    var key = admin.get("/v1/gatehouse/audit/key").json();
    assertThat(key.get("id").asString()).isEqualTo(end.get("key").asString());
    assertThat(key.get("publicKey").asString())
        .isEqualTo(installation.auditKey.publicPem())
        .isEqualTo(end.get("publicKey").asString());
    assertThat(anybody.get("/v1/gatehouse/audit/key").status()).isEqualTo(401);
    for (String bad : List.of("limit=0", "limit=1001", "before=-1", "before=x")) {
      assertThat(admin.get(audit + "?" + bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(installation.connections.all()).isEmpty();
  }

  @Test
  void everyPersonReadsTheLinesAboutThemselvesAndNoOthers() {
    String audit = "/v1/gatehouse/project/-/audit";
    var made = made("Marie", "ai_training_read");
    made("Paul", "ai_training_read");
    String name = made.get("user").get("username").asString();
    String own = "user:" + made.get("user").get("id").asString();
    var marie = anybody.as(name, new Secret(made.get("password").asString()));

    var lines = marie.get(audit + "?about=me");
    assertThat(lines.status()).as(lines.body()).isEqualTo(200);
    assertThat(lines.json()).isNotEmpty();
    lines
        .json()
        .forEach(
            line ->
                assertThat(List.of(line.get("subject").asString(), line.get("target").asString()))
                    .contains(own));
    assertThat(marie.get(audit).status()).isEqualTo(403);
    assertThat(marie.get(audit + "?about=everybody").status()).isEqualTo(400);
    assertThat(marie.get(audit + "?about=me&subject=user:1").status()).isEqualTo(400);
  }

  @Test
  void thoseWhoAreNoAccountDoNotExportTheAudit() {
    var chief = installation.user("chief", BuiltInRoles.named(RoleName.ADMINISTRATOR));
    var session = anybody.as("chief", chief.password());

    assertThat(session.get("/v1/gatehouse/audit/export").status()).isEqualTo(403);
    assertThat(session.get("/v1/gatehouse/project/-/audit").status()).isEqualTo(200);
    assertThat(session.get("/v1/gatehouse/project/-/connection").body()).isEqualTo("[]");
  }

  @Test
  void anApplicationSignsCallsUntilItIsDeleted() {
    var made =
        admin
            .post(
                "/v1/gatehouse/application",
                "{\"name\":\"ci\",\"rules\":[{\"method\":\"GET\",\"path\":\"/cloud/*\"}]}")
            .json();

    assertThat(made.get("applicationKey").asString()).hasSize(16);
    assertThat(made.get("applicationSecret").asString()).hasSize(32);
    assertThat(made.get("endpoint").asString()).endsWith("/1.0");
    assertThat(admin.get("/v1/gatehouse/application").json().get(0).get("name").asString())
        .isEqualTo("ci");
    assertThat(admin.get("/v1/gatehouse/application").body())
        .doesNotContain(made.get("applicationSecret").asString());
    String one = "/v1/gatehouse/application/" + made.get("id").asInt();
    assertThat(admin.delete(one).status()).isEqualTo(200);
    assertThat(admin.delete(one).status()).isEqualTo(404);
  }

  @Test
  void accountsAreMadeByALinkAndTheLastOneStays() {
    var made = admin.post("/v1/gatehouse/account", "{\"username\":\"second\"}").json();
    assertThat(made.get("setUpLink").asString()).contains("/set-up?code=gho_");

    assertThat(admin.post("/v1/gatehouse/account/second/suspend", "").status()).isEqualTo(200);
    assertThat(admin.post("/v1/gatehouse/account/admin/suspend", "").status()).isEqualTo(409);
    assertThat(admin.delete("/v1/gatehouse/account/admin").status()).isEqualTo(409);
    assertThat(admin.post("/v1/gatehouse/account/second/resume", "").status()).isEqualTo(200);
    assertThat(
            admin.put("/v1/gatehouse/account/second/password", "{\"password\":\"short\"}").status())
        .isEqualTo(400);
    assertThat(admin.delete("/v1/gatehouse/account/second").status()).isEqualTo(200);
    assertThat(admin.get("/v1/gatehouse/account").json().size()).isEqualTo(1);
  }

  @Test
  void projectsAreMadeByAccounts() {
    assertThat(admin.post("/v1/gatehouse/project", "{\"description\":\"Lab\"}").json().get("id"))
        .isNotNull();
    assertThat(admin.get("/v1/gatehouse/project").json().size()).isEqualTo(2);
    var chief = installation.user("chief", BuiltInRoles.named(RoleName.ADMINISTRATOR));
    var session = anybody.as("chief", chief.password());
    assertThat(session.get("/v1/gatehouse/project").json().size()).isEqualTo(1);
    assertThat(session.post("/v1/gatehouse/project", "{\"description\":\"x\"}").status())
        .isEqualTo(403);
  }

  @Test
  void anIngressAsksWhoMayReachAWorkload() {
    var reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    var nobodysRole = installation.user("bystander");
    String host = Doors.NOTEBOOK + ".notebook.example.org";
    var asked = anybody.with("X-Original-URL", "https://" + host + "/lab?x=1");
    String path = "/v1/gatehouse/forward-auth";

    var yes = asked.as("reader", reader.password()).get(path);
    assertThat(yes.status()).isEqualTo(200);
    assertThat(yes.header("X-Gatehouse-User")).isEqualTo("reader");
    assertThat(yes.header("X-Gatehouse-Roles")).isEqualTo("ai_training_read");
    assertThat(asked.get(path).status()).isEqualTo(401);
    assertThat(asked.as("bystander", nobodysRole.password()).get(path).status()).isEqualTo(403);
    assertThat(
            anybody
                .with("X-Forwarded-Host", host + ":443")
                .as("reader", reader.password())
                .get(path)
                .status())
        .isEqualTo(200);
    var twoHosts =
        anybody
            .with("X-Forwarded-Host", host)
            .with("X-Original-URL", "https://" + Doors.NOTEBOOK + ".app.example.org/");
    assertThat(twoHosts.get(path).status()).isEqualTo(400);
    String other = "00000000-0000-4000-8000-000000000000.app.example.org";
    for (String rest : List.of("/a|b", "/{", "/%", "/^?q=\"", "?a b", "#\\", ":443/a|b")) {
      var strange =
          anybody.with("X-Original-URL", "https://" + other + rest).as("reader", reader.password());
      assertThat(strange.get(path + "?permission=app_open").status()).as(rest).isEqualTo(404);
    }
    for (String unreadable :
        List.of("https:///a", "https://a@" + other + "/", other, "https://" + other + ",x/")) {
      var strange = anybody.with("X-Original-URL", unreadable).as("reader", reader.password());
      assertThat(strange.get(path + "?permission=app_open").status()).as(unreadable).isEqualTo(400);
    }
    assertThat(anybody.as("reader", reader.password()).get(path + "?permission=app_open").status())
        .isEqualTo(403);
    var shouted = anybody.with("X-Forwarded-Host", host.toUpperCase(java.util.Locale.ROOT));
    assertThat(shouted.get(path + "?permission=app_open").status()).isEqualTo(401);
    var elsewhere =
        anybody.with("X-Forwarded-Host", "wiki.example.org").as("reader", reader.password());
    assertThat(elsewhere.get(path).status()).isEqualTo(403);
    assertThat(elsewhere.get(path).body())
        .contains("No workload is served under wiki.example.org", "trusted-proxies");
    assertThat(elsewhere.get(path + "?permission=app_open").status()).isEqualTo(200);
    assertThat(elsewhere.get(path + "?permission=app_stop").status()).isEqualTo(403);
  }

  @Test
  void anIngressHearsWhomABrowsersSessionAtAWorkloadIsOf() {
    var reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    String host = Doors.NOTEBOOK + ".notebook.example.org";
    String goal = "&workload=notebook/" + Doors.NOTEBOOK + "&to=/";
    String entry =
        anybody
            .form("/sign-in", "username=reader&password=" + reader.password().value() + goal)
            .header("Set-Cookie");
    String code =
        anybody
            .with("Cookie", entry.split(";", 2)[0])
            .get("/sign-in?workload=notebook/" + Doors.NOTEBOOK + "&to=/")
            .header("Location")
            .replaceFirst(".*code=", "")
            .replaceFirst("&.*", "");
    Secret session = installation.sessions.enter(new Secret(code), Doors.NOTEBOOK.toString());
    String cookie = "a=b; gatehouse_workload=forged; gatehouse_workload=" + session.value();
    String path = "/v1/gatehouse/forward-auth";
    var asked = anybody.with("Cookie", cookie).with("X-Original-URL", "https://" + host + "/lab");

    assertThat(asked.get(path).status()).isEqualTo(200);
    assertThat(asked.get(path).header("X-Gatehouse-User")).isEqualTo("reader");
    assertThat(asked.with("Origin", "https://" + host).get(path).status()).isEqualTo(200);
    for (String origin : List.of("https://evil.example.org", "null", "https://" + host + ".evil")) {
      assertThat(asked.with("Origin", origin).get(path).status()).as(origin).isEqualTo(401);
    }
    assertThat(asked.with("Sec-Fetch-Site", "same-site").get(path).status()).isEqualTo(401);
    var elsewhere =
        anybody.with("Cookie", cookie).with("X-Original-URL", "https://wiki.example.org/");
    assertThat(elsewhere.get(path + "?permission=app_open").status()).isEqualTo(401);

    assertThat(admin.delete(USERS + "/reader/role/ai_training_read").status()).isEqualTo(200);
    assertThat(asked.get(path).status()).isEqualTo(403);
  }

  @Test
  void healthSaysWhetherThereIsALease() {
    assertThat(anybody.get("/v1/gatehouse/health").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(anybody.get("/v1/gatehouse/openapi.json").json().get("openapi").asString())
        .isEqualTo("3.1.0");

    installation.loseLease();

    assertThat(anybody.get("/v1/gatehouse/health").status()).isEqualTo(503);
    assertThat(anybody.get("/v1/gatehouse/openapi.json").status()).isEqualTo(200);
  }

  @Test
  void aPageOfThePanelFindsItsProof() {
    var session = installation.panelSession("admin", new Secret(Installation.PASSWORD));

    var me = anybody.cookie(session).get("/v1/gatehouse/me");
    String proof = me.header("X-Gatehouse-CSRF");

    assertThat(proof).hasSize(64);
    assertThat(
            anybody
                .cookie(session)
                .with("X-Gatehouse-CSRF", proof)
                .post(USERS, "{\"description\":\"a\"}")
                .status())
        .isEqualTo(200);
    installation.later(Duration.ofHours(13));
    assertThat(anybody.cookie(session).get("/v1/gatehouse/me").status()).isEqualTo(401);
  }

  @Test
  void anAdministratorSetsQuotasAndOthersSeeTheirOwn() {
    String quota = "/v1/gatehouse/project/-/quota";
    Secret password =
        installation.user("ada", BuiltInRoles.named(RoleName.AI_TRAINING_OPERATOR)).password();
    var ada = installation.http().as(installation.session("ada", password));

    var set = admin.put(quota, "{\"cpus\":8,\"memory\":null}");
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(admin.put(quota + "/each", "{\"running\":3}").status()).isEqualTo(200);
    assertThat(admin.get(quota).json().at("/users").isEmpty()).isTrue();
    assertThat(ada.get(quota).json().at("/users/0/quota/running").asInt()).isEqualTo(3);
    assertThat(ada.get(quota).json().at("/users/0/own").asBoolean()).isFalse();
    assertThat(admin.put("/v1/gatehouse/project/-/user/ada/quota", "{\"gpus\":0}").status())
        .isEqualTo(200);

    var seen = admin.get(quota).json();
    assertThat(seen.at("/project/cpus").asInt()).isEqualTo(8);
    assertThat(seen.at("/users/0/username").asString()).isEqualTo("ada");
    assertThat(seen.at("/users/0/quota/gpus").asInt()).isZero();
    assertThat(seen.at("/users/0/own").asBoolean()).isTrue();
    assertThat(admin.put(quota, "{\"cpus\":-1}").status()).isEqualTo(400);
    assertThat(admin.put(quota, "{\"cpu\":1}").status()).isEqualTo(400);
    assertThat(ada.put(quota, "{\"cpus\":64}").status()).isEqualTo(403);
    assertThat(installation.http().get(quota).status()).isEqualTo(401);
  }

  @Test
  void aUserWhoIsNotThereHasNoQuotaAndNoConnections() {
    String project = "/v1/gatehouse/project/";
    String other =
        admin
            .post("/v1/gatehouse/project", "{\"description\":\"Other\"}")
            .json()
            .at("/id")
            .asString();
    var ada = installation.user("ada", BuiltInRoles.named(RoleName.AI_TRAINING_OPERATOR)).user();
    assertThat(other).matches("[0-9a-f]{32}");

    for (String user :
        List.of(project + "-/user/99999", project + other + "/user/" + ada.user().id())) {
      var quota = admin.put(user + "/quota", "{\"running\":1}");
      assertThat(quota.status()).as(user).isEqualTo(404);
      assertThat(quota.json().get("message").asString()).contains("no user");
      assertThat(admin.delete(user + "/connection").status()).as(user).isEqualTo(404);
    }
    assertThat(admin.get(project + "-/quota").json().at("/users").isEmpty()).isTrue();
  }

  @Test
  void anAdministratorSaysWhereWorkloadsMayConnectTo() {
    String egress = "/v1/gatehouse/project/-/egress";
    assertThat(admin.get(egress).body()).isEqualTo("{\"hosts\":[]}");

    var set = admin.put(egress, "{\"hosts\":[\"PyPI.org\",\"10.1.0.0/16:*\"]}");

    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(set.json().get("receipt").get("nodes").get(0).asString()).isEqualTo("node-1");
    assertThat(admin.get(egress).body()).isEqualTo("{\"hosts\":[\"pypi.org\",\"10.1.0.0/16:*\"]}");
    assertThat(admin.put(egress, "{\"hosts\":[\"http://pypi.org\"]}").status()).isEqualTo(400);
    assertThat(admin.put(egress, "{}").status()).isEqualTo(400);
    assertThat(admin.get(egress).json().get("hosts").size()).isEqualTo(2);
  }

  @Test
  void anOperatorMaySeeAndNotSayWhereWorkloadsMayConnectTo() {
    String egress = "/v1/gatehouse/project/-/egress";
    JsonNode made = made("Ada", "ai_training_operator");
    var ada =
        anybody.as(
            made.get("user").get("username").asString(),
            new Secret(made.get("password").asString()));

    assertThat(ada.put(egress, "{\"hosts\":[\"*\"]}").status()).isEqualTo(403);
    assertThat(ada.get(egress).status()).isEqualTo(200);
    assertThat(admin.get(egress).json().get("hosts").size()).isZero();
  }
}
