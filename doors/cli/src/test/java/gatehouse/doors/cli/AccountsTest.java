package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Accounts and projects, and where help is found. */
class AccountsTest extends CommandTest {
  private static final String ACCOUNT = "/v1/gatehouse/account";

  @Test
  void anAccountIsMadeWithALinkToHandOver() {
    server.answers(
        "POST " + ACCOUNT,
        "{\"account\":{\"name\":\"ada\"},\"setUpLink\":\"http://h/set-up?code=c\"}");

    assertThat(shell.run("account", "create", "ada").out()).contains("http://h/set-up?code=c");
    assertThat(server.last().body()).isEqualTo("{\"username\":\"ada\"}");
  }

  @Test
  void accountsAreListedWithTheirLastSignIn() {
    server.answers(
        "GET " + ACCOUNT,
        "[{\"name\":\"ada\",\"status\":\"ok\",\"createdAt\":\"2026-11-23T10:00:00Z\"}]");

    assertThat(shell.run("account", "list").out()).contains("ada", "ok", "never");
  }

  @Test
  void anAccountIsDeletedAndTheReceiptShown() {
    server.answers("DELETE " + ACCOUNT + "/ada", "{\"receipt\":" + RECEIPT + "}");

    assertThat(shell.run("account", "delete", "ada").out())
        .startsWith("Deleted the account ada.\n")
        .contains("In force on 1 node");
  }

  @Test
  void anAccountIsSuspendedAndResumed() {
    for (String verb : new String[] {"suspend", "resume"}) {
      server.answers("POST " + ACCOUNT + "/ada/" + verb, "{\"receipt\":" + RECEIPT + "}");

      assertThat(shell.run("account", verb, "ada").out())
          .containsIgnoringCase(verb)
          .contains("d the account ada.\n", "In force on 1 node");
      assertThat(server.last().body()).isEmpty();
    }
  }

  @Test
  void theVersionIsSaidWithoutAServer() {
    for (String[] words : new String[][] {{"--version"}, {"-V"}, {"version"}}) {
      var ran = shell.run(words);

      assertThat(ran.code()).isZero();
      assertThat(ran.out()).matches("gatehouse \\S.*\n");
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void nodesAreListedAndOneThatIsGoneIsGivenUp() {
    server.answers(
        "GET /v1/gatehouse/node",
        "[{\"name\":\"one\",\"alive\":true,\"workloads\":2},"
            + "{\"name\":\"two\",\"alive\":false,\"workloads\":5}]");
    server.answers("DELETE /v1/gatehouse/node/two", "{\"workloads\":5}");

    assertThat(shell.run("node", "list").out().lines())
        .anyMatch(line -> line.matches("one +there +2"))
        .anyMatch(line -> line.matches("two +not there +5"));
    assertThat(shell.run("node", "delete", "two").out())
        .isEqualTo("Deleted the node two.\nWorkloads that were at home there: 5.\n");
  }

  @Test
  void aPasswordIsSetFromStandardInputAndNeverShown() {
    server.answers("PUT " + ACCOUNT + "/ada/password", "{\"receipt\":" + RECEIPT + "}");

    var ran = shell.piping("n3w pass\n").run("account", "password", "ada", "--password-from-stdin");

    assertThat(server.last().body()).isEqualTo("{\"password\":\"n3w pass\"}");
    assertThat(ran.out()).startsWith("The password of ada is set.").doesNotContain("n3w");
  }

  @Test
  void whereNobodySitsBothWaysToGiveAPasswordAreNamed() {
    for (String[] words : new String[][] {{"account", "password", "ada"}, {"login", "-u", "ada"}}) {
      var ran = shell.run(words);

      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("--password-from-stdin", "--password-from-env");
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aProjectIsMade() {
    server.answers("POST /v1/gatehouse/project", "{\"id\":\"p1\",\"description\":\"Vision\"}");

    assertThat(shell.run("project", "create", "Vision").out())
        .isEqualTo("Created the project p1 (Vision).\n");
    assertThat(server.last().body()).isEqualTo("{\"description\":\"Vision\"}");
  }

  @Test
  void helpIsFoundByWordsAsByFlag() {
    assertThat(shell.run("help").out()).isEqualTo(shell.run("--help").out());
    assertThat(shell.run("help", "user", "create").out())
        .isEqualTo(shell.run("user", "create", "--help").out())
        .contains("gatehouse user create");

    var wrong = shell.run("help", "user", "mangle");

    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("mangle", "create, list");
  }
}
