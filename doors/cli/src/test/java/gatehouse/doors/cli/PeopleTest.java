package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Users, roles, projects. */
class PeopleTest extends CommandTest {
  private static final String USER =
      """
      {"id":42,"username":"user-a","description":"Ada","status":"ok","statusInWords":"may sign in",
       "roles":[{"name":"ai_training_read","endsAt":"2026-12-01T00:00:00Z"}],
       "createdAt":"2026-11-23T10:00:00Z"}""";
  private static final String CHANGED = "{\"user\":" + USER + ",\"receipt\":" + RECEIPT + "}";
  private static final String ISSUED =
      "{\"user\":" + USER + ",\"password\":\"Pa55\",\"receipt\":" + RECEIPT + "}";
  private static final String USERS = "/v1/gatehouse/project/-/user";

  @Test
  void aNewUserShowsItsPasswordOnceAndWhatTheReceiptSays() {
    server.answers("POST " + USERS, ISSUED);

    var ran =
        shell.run(
            "user",
            "create",
            "Ada",
            "-r",
            "ai_training_read",
            "-r",
            "x",
            "-n",
            "ada",
            "--ends",
            "1d");

    assertThat(ran.code()).isZero();
    assertThat(server.last().body())
        .isEqualTo(
            "{\"description\":\"Ada\",\"username\":\"ada\",\"roles\":[\"ai_training_read\",\"x\"],"
                + "\"endsAt\":\"2026-11-24T12:00:00Z\"}");
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(ran.out())
        .containsOnlyOnce("Password: Pa55")
        .contains("Roles        ai_training_read until 2026-12-01 00:00:00")
        .contains("In force on 1 node after 4 ms (revision 12).")
        .contains("Closed: 2 websocket connections, 1 http connection.")
        .contains("Ended: 1 token.")
        .contains("Workload: stopped job nightly (1)");
  }

  @Test
  void theWholeAnswerIsThereForPrograms() {
    server.answers("POST " + USERS, ISSUED);

    var ran = shell.run("user", "create", "Ada", "-o", "json");

    assertThat(ran.out()).startsWith("{").contains("\"password\" : \"Pa55\"");
  }

  @Test
  void usersAreListedPageByPage() {
    String first = USERS + "?text=a%20b&role=r&status=ok&page=0&size=100";
    server.answers("GET " + first, "{\"items\":[" + USER + "],\"total\":2}");
    server.answers(
        "GET " + first.replace("page=0", "page=1"), "{\"items\":[" + USER + "],\"total\":2}");

    var ran = shell.run("user", "list", "--text", "a b", "-r", "r", "--status", "ok");

    assertThat(ran.out().lines()).hasSize(3).first().asString().startsWith("ID  NAME    STATUS");
    assertThat(
            shell
                .run("user", "ls", "--text", "a b", "-r", "r", "--status", "ok", "-o", "json")
                .out())
        .startsWith("[");
  }

  @Test
  void aUserIsShownSuspendedResumedEndedAndDeleted() {
    server.answers("GET " + USERS + "/user-a", USER);
    server.answers("POST " + USERS + "/user-a/suspend", CHANGED);
    server.answers("POST " + USERS + "/user-a/resume", CHANGED);
    server.answers("PUT " + USERS + "/user-a/end", CHANGED);
    server.answers("DELETE " + USERS + "/user-a", "{\"receipt\":" + RECEIPT + "}");

    assertThat(shell.run("user", "get", "user-a").out()).contains("Ada", "ok \u2013 may sign in");
    assertThat(shell.run("user", "suspend", "user-a").out()).contains("In force on 1 node");
    assertThat(shell.run("user", "resume", "user-a").code()).isZero();
    assertThat(shell.run("user", "end", "user-a", "2026-12-31").code()).isZero();
    assertThat(server.last().body()).isEqualTo("{\"endsAt\":\"2026-12-31T00:00:00Z\"}");
    assertThat(shell.run("user", "end", "user-a", "never").code()).isZero();
    assertThat(server.last().body()).isEqualTo("{\"endsAt\":null}");
    assertThat(shell.run("user", "delete", "user-a").out()).startsWith("Deleted user-a.\n");
  }

  @Test
  void aPersonIsAskedBeforeAUserIsDeleted() {
    server.answers("DELETE " + USERS + "/user-a", "{\"receipt\":" + RECEIPT + "}");

    assertThat(shell.typing("n").run("user", "delete", "user-a").code()).isEqualTo(1);
    assertThat(server.asked()).isEmpty();
    assertThat(shell.typing("y").run("user", "delete", "user-a").code()).isZero();
    assertThat(shell.run("user", "delete", "user-a", "--yes").code()).isZero();
  }

  @Test
  void whoDeletesOrSuspendsSaysWhatBecomesOfTheWorkloads() {
    server.answers("DELETE " + USERS + "/user-a", "{\"receipt\":" + RECEIPT + "}");
    server.answers("POST " + USERS + "/user-a/suspend", CHANGED);

    shell.run("user", "delete", "user-a", "--yes", "--hand-over-to", "ada");
    assertThat(server.last().line()).endsWith("?workloads=handover%3Aada");
    shell.run("user", "suspend", "user-a", "--workloads", "keep");
    assertThat(server.last().line()).endsWith("?workloads=keep");
    shell.run("user", "suspend", "user-a");
    assertThat(server.last().line()).doesNotContain("workloads");
    assertThat(
            shell.run("user", "delete", "user-a", "--workloads", "keep", "--hand-over-to", "ada"))
        .extracting(Shell.Ran::code)
        .isEqualTo(2);
  }

  @Test
  void aNewPasswordMayOverlapWithTheOld() {
    server.answers("POST " + USERS + "/user-a/password", ISSUED);

    assertThat(shell.run("user", "password", "user-a").out()).contains("Password: Pa55");
    assertThat(server.last().body()).isEqualTo("{}");
    shell.run("user", "password", "user-a", "--overlap", "10m");
    assertThat(server.last().body()).isEqualTo("{\"overlapSeconds\":600}");
  }

  @Test
  void sessionsAreListedAndEnded() {
    server.answers(
        "GET " + USERS + "/user-a/session",
        "[{\"id\":\"s1\",\"kind\":\"panel\",\"name\":\"Firefox\",\"createdAt\":\"2026-11-23T10:00:00Z\"}]");
    server.answers("DELETE " + USERS + "/user-a/session/s1", "{\"receipt\":" + RECEIPT + "}");

    assertThat(shell.run("user", "session", "list", "user-a").out()).contains("Firefox");
    assertThat(shell.run("user", "session", "end", "user-a", "s1").out())
        .startsWith("Ended the session.");
  }

  @Test
  void rolesAreListedGivenTakenAndSet() {
    server.answers(
        "GET /v1/gatehouse/role", "[{\"name\":\"r\",\"label\":\"R\",\"meaning\":\"m\"}]");
    server.answers("POST " + USERS + "/user-a/role", CHANGED);
    server.answers("DELETE " + USERS + "/user-a/role/r", CHANGED);
    server.answers("PUT " + USERS + "/user-a/role", CHANGED);

    assertThat(shell.run("role", "list").out()).isEqualTo("NAME  LABEL  MEANING\nr     R      m\n");
    shell.run("role", "add", "user-a", "r", "--until", "2026-12-31T18:00Z");
    assertThat(server.last().body())
        .isEqualTo("{\"name\":\"r\",\"endsAt\":\"2026-12-31T18:00:00Z\"}");
    assertThat(shell.run("role", "remove", "user-a", "r").out()).contains("Closed: 2 websocket");
    shell.run("role", "set", "user-a", "r", "s");
    assertThat(server.last().body()).isEqualTo("{\"roles\":[{\"name\":\"r\"},{\"name\":\"s\"}]}");
    shell.run("role", "set", "user-a", "--none");
    assertThat(server.last().body()).isEqualTo("{\"roles\":[]}");
    assertThat(shell.run("role", "set", "user-a").code()).isEqualTo(2);
  }

  @Test
  void anotherProjectIsNamedInThePathAndInAHeader() {
    server.answers("GET /v1/gatehouse/project/abc/user/user-a", USER);
    server.answers("GET /v1/gatehouse/project", "[{\"id\":\"abc\",\"description\":\"d\"}]");

    assertThat(shell.run("--project", "abc", "user", "get", "user-a").code()).isZero();
    assertThat(server.last().header("X-gatehouse-project")).isEqualTo("abc");
    assertThat(shell.run("project", "list").out()).contains("abc");
  }

  @Test
  void whatIsPutInAPathCannotLeaveItsPlace() {
    shell.run("user", "get", "../x?y#z");

    assertThat(server.last().line()).isEqualTo("GET " + USERS + "/..%2Fx%3Fy%23z");
  }
}
