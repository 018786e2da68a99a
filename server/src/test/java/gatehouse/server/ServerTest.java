package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as an operator meets it: started, stopped, killed, started again. */
final class ServerTest {
  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereAfterAKillAndAWorkloadRunsOn() throws Exception {
    Path data = folder.resolve("data");
    String url;
    String user;
    String password;
    try (var server = ServerProcess.first(data)) {
      Client admin = server.client().admin();
      Answer made =
          admin.post(
              "/v1/gatehouse/project/-/user",
              "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\"]}");
      user = made.json().get("user").get("username").asString();
      password = made.json().get("password").asString();
      Answer app =
          server
              .client()
              .basic(user, password)
              .post(
                  "/v1/app",
                  "{\"image\":\"host\",\"command\":[\"python3\",\"-m\",\"http.server\",\"8080\"]}");
      assertThat(app.status()).as(app.body()).isEqualTo(200);
      url = app.json().get("status").get("url").asString();
      Until.holds(() -> server.client().basic(user, password).getFrom(url).status() == 200);
      server.kill();
    }

    try (var server = ServerProcess.start(data)) {
      assertThat(server.client().basic(user, password).getFrom(url).status()).isEqualTo(200);
      assertThat(server.client().getFrom(url).status()).isEqualTo(401);
      String id = url.substring("http://".length(), url.indexOf('.'));
      Client admin = server.client().admin();
      assertThat(admin.delete("/v1/app/" + id + "?force=true").status()).isEqualTo(204);
      Until.holds(() -> admin.get("/v1/app/" + id).status() == 404);
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void theStartPageLeavesOutWhatHasEnded() throws Exception {
    try (var server = ServerProcess.start(folder.resolve("data"))) {
      Client admin = server.client().admin();
      String ended = job(admin, "true");
      String going = job(admin, "sleep", "600");
      Until.holds(() -> state(admin, ended).equals("DONE"));
      Until.holds(() -> state(admin, going).equals("RUNNING"));

      Answer start = admin.get("/start");

      assertThat(start.status()).isEqualTo(200);
      assertThat(start.body()).contains(going).doesNotContain(ended);
      assertThat(admin.delete("/v1/job/" + going + "?force=true").status()).isEqualTo(204);
      Until.holds(() -> admin.get("/v1/job/" + going).status() == 404);
    }
  }

  private static String job(Client client, String... command) throws IOException {
    Answer made =
        client.post(
            "/v1/job",
            Json.text(
                Map.of(
                    "image", "host", "command", List.of(command), "resources", Map.of("cpu", 1))));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().get("id").asString();
  }

  private static String state(Client client, String job) throws IOException {
    return client.get("/v1/job/" + job).json().at("/status/state").asString();
  }

  @Test
  void oneDataFolderIsForOneServer() throws Exception {
    Path data = folder.resolve("data");
    try (var server = ServerProcess.start(data)) {
      assertThat(server.client().get("/v1/gatehouse/health").status()).isEqualTo(200);
      assertThatThrownBy(() -> ServerProcess.start(data))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in use by another server");
    }
  }
}
