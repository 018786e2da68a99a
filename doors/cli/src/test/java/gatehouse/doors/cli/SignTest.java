package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignTest extends CommandTest {
  private static final String SESSION =
      """
      {"token":"s3cret","expiresAt":"2026-11-24T00:00:00Z","me":{"name":"admin"}}""";

  @BeforeEach
  void nobodyIsSignedIn() {
    shell = new Shell(home).with("GATEHOUSE_URL", server.url());
    server.answers("POST /v1/gatehouse/session", SESSION);
  }

  @Test
  void loginSendsThePasswordOfStandardInputAndKeepsTheSession() throws IOException {
    var ran = shell.piping("pa ss\nmore").run("login", "-u", "admin", "--password-from-stdin");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .isEqualTo("Signed in at " + server.url() + " as admin, until 2026-11-24 00:00:00.\n");
    assertThat(server.last().body()).isEqualTo("{\"username\":\"admin\",\"password\":\"pa ss\"}");
    assertThat(server.last().header("Authorization")).isEmpty();
    assertThat(Files.readString(shell.contextFile())).contains("s3cret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.contextFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void thePasswordMayComeFromAVariable() {
    shell.with("SECRET", "pw").run("login", "-u", "admin", "--password-from-env", "SECRET");

    assertThat(server.last().body()).contains("\"password\":\"pw\"");
  }

  @Test
  void aPersonIsAskedForNameAndPassword() {
    var ran = shell.typing("admin", "hidden").run("login");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).doesNotContain("hidden");
    assertThat(server.last().body()).isEqualTo("{\"username\":\"admin\",\"password\":\"hidden\"}");
  }

  @Test
  void whereNobodySitsNothingIsAsked() {
    var ran = shell.run("login", "-u", "admin");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--password-from-stdin");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aWrongPasswordLeavesNothingBehind() {
    var refusing = new FakeServer();
    refusing.answers(
        "POST /v1/gatehouse/session", 401, "{\"message\":\"Wrong name or password.\"}");
    var ran = shell.run("login", "--url", refusing.url(), "-u", "admin", "-p", "x");
    refusing.close();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("error: Wrong name or password.\n");
    assertThat(shell.contextFile()).doesNotExist();
  }

  @Test
  void aSavedSignInGoesToItsOwnServerOnly() {
    shell.run("login", "-u", "admin", "-p", "x");
    try (var other = new FakeServer()) {
      var ran = shell.run("me", "--url", other.url());

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("You are not signed in at").contains("gatehouse login");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void laterCommandsGoToTheServerSignedInToLast() {
    server.answers("GET /v1/gatehouse/me", "{\"kind\":\"account\",\"name\":\"admin\"}");
    shell.run("login", "-u", "admin", "-p", "x");

    var ran = new Shell(home).run("me", "-o", "json");

    assertThat(ran.code()).isZero();
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer s3cret");
  }

  @Test
  void aTokenIsTriedBeforeItIsKept() {
    server.answers("GET /v1/gatehouse/me", "{\"kind\":\"token\",\"name\":\"ci\"}");

    var ran = shell.run("login", "--token", "ghx");

    assertThat(ran.out()).startsWith("Using the token of ci");
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer ghx");
  }

  @Test
  void logoutEndsTheSessionAtTheServerAndHere() {
    server.answers("DELETE /v1/gatehouse/session", "{}");
    shell.run("login", "-u", "admin", "-p", "x");

    var ran = shell.run("logout");

    assertThat(ran.code()).isZero();
    assertThat(server.last().line()).isEqualTo("DELETE /v1/gatehouse/session");
    assertThat(shell.run("me").code()).isEqualTo(1);
    assertThat(shell.run("logout").out()).startsWith("You were not signed in");
  }

  @Test
  void logoutOfATokenLeavesItAliveAtTheServer() {
    server.answers("GET /v1/gatehouse/me", "{\"name\":\"ci\"}");
    shell.run("login", "--token", "ghx");

    shell.run("logout");

    assertThat(server.lines()).containsExactly("GET /v1/gatehouse/me");
  }

  @Test
  void meShowsWhoOneIs() {
    server.answers(
        "GET /v1/gatehouse/me",
        """
        {"kind":"user","name":"user-a","project":"p","roles":["ai_training_read"],
         "permissions":["notebook_read","notebook_open","job_read","job_open","token_manage","registry_manage"],
         "credential":{"kind":"session","name":"cli","expiresAt":"2026-12-01T00:00:00Z"}}""");

    var ran = shell.with("GATEHOUSE_TOKEN", "t").run("me");

    assertThat(ran.out())
        .startsWith("user-a\n")
        .contains("Roles         ai_training_read\n")
        .contains("Until         2026-12-01 00:00:00\n")
        .contains(
            "May           notebooks, jobs: read, open\n                tokens, registries: manage\n");
  }

  @Test
  void configSaysAndSetsTheServerAndProject() {
    assertThat(new Shell(home).run("config").out())
        .contains("http://localhost:8080")
        .contains("nobody")
        .contains("your own");
    new Shell(home).run("config", "set", "url", "example.org:81/");
    new Shell(home).run("config", "set", "project", "abc");

    assertThat(new Shell(home).run("config").out()).contains("http://example.org:81\n", "abc");
    assertThat(new Shell(home).run("config", "set", "color", "x").code()).isEqualTo(2);
    assertThat(new Shell(home).run("config", "set", "url", "ftp://x").err())
        .contains("is not an address");
  }
}
