package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
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
