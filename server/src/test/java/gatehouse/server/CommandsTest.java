package gatehouse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands inside what runs, and jobs asked for together, with a real server and sandbox. */
final class CommandsTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client admin;
  private Client ada;
  private String user = "";
  private String job = "";

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @BeforeEach
  void begin() throws Exception {
    Answer made =
        admin.post(USERS, "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\"]}");
    user = made.json().at("/user/username").asString();
    ada = server.client().signedIn(user, made.json().path("password").asString());
    Answer asked =
        admin.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"sleep\",\"1000\"]}");
    job = asked.json().path("id").asString();
    Until.holds(
        () -> admin.get("/v1/job/" + job).json().at("/status/state").asString().equals("RUNNING"));
  }

  @AfterEach
  void clear() throws IOException {
    admin.delete("/v1/job/" + job + "?force=true");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void itsOutputIsAnsweredAsText() throws IOException {
    Answer answer = ada.get("/v1/job/" + job + "/exec?command=sh&command=-c&command=id+-u");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("42420\n");
    assertThat(ada.get("/v1/job/" + job + "/exec").status()).isEqualTo(400);
    assertThat(ada.get("/v1/job/" + job + "/exec?command=sh&tty=true").status()).isEqualTo(400);
    assertThat(admin.get("/v1/gatehouse/project/-/audit").body()).contains("job.exec");
  }

  @Test
  void whoMayOnlyReadRunsNoCommands() throws Exception {
    Answer made = admin.post(USERS, "{\"description\":\"R\",\"roles\":[\"ai_training_read\"]}");
    Client reader =
        server
            .client()
            .signedIn(
                made.json().at("/user/username").asString(),
                made.json().path("password").asString());

    assertThat(reader.get("/v1/job/" + job).status()).isEqualTo(200);
    assertThat(reader.get("/v1/job/" + job + "/exec?command=id").status()).isEqualTo(403);
  }

  @Test
  void aCommandEndsWithTheRightToIt() throws Exception {
    String path = "/v1/job/" + job + "/exec?command=sh&command=-c&command=";
    try (Socket socket = ada.webSocket("http://localhost" + path + "echo+begun;exec+sleep+4321")) {
      socket.setSoTimeout(30_000);
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(9), UTF_8)).endsWith("begun\n");

      Answer taken = admin.delete(USERS + "/" + user + "/role/ai_training_operator");

      assertThat(taken.status()).as(taken.body()).isEqualTo(200);
      assertThat(ended(in)).isTrue();
    }
    Until.holds(() -> !admin.get(path + "cat+/proc/*/cmdline").body().contains("4321"));
    assertThat(ada.get(path + "id").status()).isEqualTo(403);
  }

  @Test
  void jobsAreAskedForTogetherAndEachKnowsWhichItIs() throws Exception {
    String path = "/v1/gatehouse/project/-/job-array";
    String each =
        "\"job\":{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"sh\",\"-c\",\"echo"
            + " $GATEHOUSE_ARRAY_INDEX of $GATEHOUSE_ARRAY_SIZE\"]}}";
    Answer made = ada.post(path, "{\"count\":3," + each);
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.json().path("ids").size()).isEqualTo(3);
    String label = "array=" + made.json().path("array").asString();

    Until.holds(
        () ->
            admin
                    .get("/v1/job?statusState=DONE&labelSelector=" + label)
                    .json()
                    .at("/metadata/total")
                    .asInt()
                == 3);

    for (int i = 0; i < 3; i++) {
      String id = made.json().path("ids").get(i).asString();
      assertThat(admin.get("/v1/job/" + id + "/log").body()).contains(i + " of 3");
    }
    assertThat(ada.post(path, "{\"count\":1001," + each).status()).isEqualTo(400);
    assertThat(ada.post(path, "{\"count\":0," + each).status()).isEqualTo(400);
  }

  private static boolean ended(InputStream in) {
    try {
      while (in.read() >= 0) {
        // What was under way.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
