package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations, refusals, formats and colours. */
class AnswersTest extends CommandTest {
  private static final String EXPLAIN = "GET /v1/gatehouse/project/-/explain?";

  @Test
  void anExplanationSaysWhyAndWhatWouldChangeIt() {
    server.answers(
        EXPLAIN + "user=user-a&permission=notebook_stop",
        """
        {"allowed":false,"sentence":"user-a may not stop notebooks.",
         "change":"Give them ai_training_operator.","chain":["user-a","ai_training_read"]}""");
    server.answers(
        EXPLAIN + "user=user-a&permission=notebook_open&workload=w",
        "{\"allowed\":true,\"sentence\":\"They may.\",\"change\":\"\",\"chain\":[]}");

    assertThat(shell.run("explain", "user-a", "notebook_stop").out())
        .isEqualTo(
            """
            No. user-a may not stop notebooks.
              user-a
              ai_training_read
            To change it: Give them ai_training_operator.
            """);
    assertThat(shell.run("explain", "user-a", "notebook_open", "w").out())
        .isEqualTo("Yes. They may.\n");
  }

  @Test
  void oneMayAskWhoMay() {
    server.answers(
        EXPLAIN + "permission=job_launch",
        "{\"who\":[{\"username\":\"user-a\",\"because\":\"ai_training_operator\"}]}");

    assertThat(shell.run("explain", "--who", "job_launch").out())
        .isEqualTo("USER    BECAUSE\nuser-a  ai_training_operator\n");
    assertThat(shell.run("explain", "user-a", "--who", "job_launch").code()).isEqualTo(2);
    assertThat(shell.run("explain").code()).isEqualTo(2);
  }

  @Test
  void aRefusalIsTheServersOwnSentence() {
    server.answers(
        "PUT /v1/job/" + ID + "/kill",
        403,
        "{\"message\":\"You may not stop jobs: that needs ai_training_operator.\",\"missing\":\"job_stop\"}");

    var ran = shell.run("job", "stop", ID);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo("error: You may not stop jobs: that needs ai_training_operator.\n");
  }

  @Test
  void anEndedSignInNamesItsCure() {
    server.answers("GET /v1/gatehouse/me", 401, "{\"message\":\"Your session has ended.\"}");

    assertThat(shell.run("me").err())
        .isEqualTo("error: Your session has ended. Sign in again with: gatehouse login\n");
  }

  @Test
  void withoutACredentialTheServerIsNotAsked(@TempDir Path empty) {
    var ran = new Shell(empty).with("GATEHOUSE_URL", server.url()).run("user", "list");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("gatehouse login");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void whatIsNoGatehouseIsSaidToBeNone() {
    server.answers("GET /v1/gatehouse/me", "<html>hello</html>");
    server.answers("GET /v1/gatehouse/role", 502, "<html>bad gateway</html>");
    server.answers("GET /v1/gatehouse/project", 503, "");

    assertThat(shell.run("me").err()).contains("is it a Gatehouse?");
    assertThat(shell.run("role", "list").err()).contains("status 502", "is it a Gatehouse?");
    assertThat(shell.run("project", "list").err()).contains("is not ready");
  }

  @Test
  void aServerThatIsNotThereIsNamedWithTheCure() {
    server.close();

    var ran = shell.run("me");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "error: Nothing answers at "
                + server.url()
                + ". Name where your server is with --url (or GATEHOUSE_URL), or start one with:"
                + " gatehouse up.\n");
  }

  @Test
  void aNameUnderLocalhostReachesThisMachine() {
    server.answers("GET /v1/gatehouse/me", "{\"name\":\"n\"}");
    String name = server.url().replace("127.0.0.1", "gate.some-where.localhost");

    var ran = shell.run("me", "--url", name, "-o", "json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(server.last().header("Host")).isEqualTo(name.substring("http://".length()));
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    server.answers(EXPLAIN + "user=a&permission=p", "{\"allowed\":true,\"sentence\":\"s\"}");
    shell.typing();

    assertThat(shell.run("explain", "a", "p").out()).contains("\u001b[32mYes.");
    assertThat(shell.run("explain", "a", "p", "--no-color").out()).isEqualTo("Yes. s\n");
    assertThat(shell.with("NO_COLOR", "1").run("explain", "a", "p").out()).isEqualTo("Yes. s\n");
  }

  @Test
  void whatOthersNamedCannotMoveTheCursor() {
    server.answers(
        "GET /v1/gatehouse/project",
        "[{\"id\":\"p\",\"description\":\"a\\u001b[2Jb\\nc\",\"createdAt\":\"\"}]");

    assertThat(shell.run("project", "list").out()).contains("a\u00b7[2Jb\u00b7c");
  }

  @Test
  void yamlQuotesWhatItCouldMisread() {
    server.answers(
        "GET /v1/gatehouse/me",
        "{\"name\":\"no\",\"n\":1,\"list\":[\"a b\",\"1.5\",{\"x\":\"- y\",\"z\":[]}],\"e\":\"\"}");

    assertThat(shell.run("me", "-o", "yaml").out())
        .isEqualTo(
            """
            name: "no"
            "n": 1
            list:
              - a b
              - "1.5"
              - x: "- y"
                z: []
            e: ""
            """);
  }

  @Test
  void completionKnowsTheVerbs() {
    assertThat(shell.run("completion", "bash").out()).contains("notebook", "complete -F");
    assertThat(shell.run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(shell.run("completion", "fish").code()).isEqualTo(2);
  }

  @Test
  void aMistypedVerbGetsASuggestion() {
    var ran = shell.run("notebok", "list");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("not understood: notebok list\n", "Did you mean: gatehouse notebook");
    assertThat(shell.run("user").err()).contains("one of create, list, get");
    assertThat(shell.run().code()).isEqualTo(2);
  }
}
