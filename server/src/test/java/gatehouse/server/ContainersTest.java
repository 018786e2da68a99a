package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.engines.runtimes.docker.EngineProcess;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server whose workloads are containers of an engine. */
class ContainersTest {
  @RegisterExtension static final EngineProcess ENGINE = EngineProcess.podman();
  private static final String USERS = "/v1/gatehouse/project/-/user";

  @TempDir private Path folder;
  private ServerProcess server;
  private Client admin;

  @BeforeEach
  void start() throws IOException {
    server = open();
    admin = server.client().admin();
  }

  private ServerProcess open() throws IOException {
    return ServerProcess.start(
        folder.resolve("data"),
        "--runtime",
        "podman",
        "--docker-socket",
        ENGINE.socket().toString());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void anAppInAContainerIsReachedAndCutAndOutlivesTheServer() throws Exception {
    Site site = Site.on(server, admin);
    String app = site.app().substring("http://".length(), site.app().indexOf('.'));
    Answer made = admin.post(USERS, "{\"description\":\"Ada\",\"roles\":[\"ai_training_read\"]}");
    String user = made.json().at("/user/id").asString();
    Client ada =
        server
            .client()
            .signedIn(
                made.json().at("/user/username").asString(),
                made.json().path("password").asString());
    try (Socket ticks = ada.webSocket(site.app());
        Socket bytes = ada.open(site.app() + "/stream", "")) {
      InputStream down = bytes.getInputStream();
      assertThat(Client.readHead(down)).startsWith("HTTP/1.1 200");
      assertThat(down.readNBytes(5000)).hasSize(5000);
      assertThat(ticks.getInputStream().readNBytes(6)).hasSize(6);

      Answer receipt = admin.delete(USERS + "/" + user + "/role/ai_training_read");

      assertThat(receipt.json().at("/receipt/connections/http").asInt(-1))
          .as(receipt.body())
          .isEqualTo(1);
      assertThat(receipt.json().at("/receipt/connections/websocket").asInt(-1)).isEqualTo(1);
      assertThat(ada.getFrom(site.app()).status()).isEqualTo(403);
    }

    server.kill();
    server = open();
    admin = server.client().admin();

    Until.holds(() -> admin.getFrom(site.app()).status() == 200);
    assertThat(admin.get("/v1/app/" + app).json().at("/status/state").asString())
        .isEqualTo("RUNNING");
    assertThat(admin.get("/v1/app/" + app + "/exec?command=id&command=-u").body())
        .isEqualTo("42420\n");
    new Site(server, site.app()).end(admin);
  }

  @Test
  void aJobsLogAndExitCodeAreThoseOfItsContainer() throws Exception {
    Answer made =
        admin.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},"
                + "\"command\":[\"sh\",\"-c\",\"echo in $HOME; exit 3\"]}");
    String path = "/v1/job/" + made.json().path("id").asString();

    Until.holds(() -> admin.get(path).json().at("/status/state").asString().equals("FAILED"));

    assertThat(admin.get(path).json().at("/status/exitCode").asInt(-1)).isEqualTo(3);
    assertThat(admin.get(path + "/log").body()).contains("in /workspace");
    assertThat(admin.delete(path).status()).isEqualTo(204);
    Until.holds(() -> admin.get(path).status() == 404);
  }
}
