package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Jupyter behind the gateway, and what becomes of its workspace. */
final class NotebooksTest {
  @TempDir Path folder;
  private ServerProcess server;
  private Client admin;

  @BeforeEach
  void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @AfterEach
  void stop() throws IOException {
    for (JsonNode one : admin.get("/v1/notebook").json().get("items")) {
      admin.delete("/v1/notebook/" + one.get("id").asString() + "?force=true");
    }
    server.close();
  }

  @Test
  void aRemoteKernelComputesAndIsInterruptedThroughTheGateway() throws Exception {
    String url = url(running());
    assertThat(server.client().getFrom(url + "/api/kernelspecs").status()).isEqualTo(401);
    assertThat(admin.getFrom(url + "/api/kernelspecs").json().at("/kernelspecs/python3").isObject())
        .isTrue();
    Answer made = admin.postTo(url + "/api/kernels", "{\"name\":\"python3\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String kernel = url + "/api/kernels/" + made.json().get("id").asString();

    try (var socket = new KernelSocket(admin.webSocket(kernel + "/channels?session_id=s"))) {
      String first = socket.execute("print(6 * 7)");
      assertThat(socket.await(first, "stream").get("text").asString()).isEqualTo("42\n");
      assertThat(socket.await(first, "execute_reply").get("status").asString()).isEqualTo("ok");

      String endless = socket.execute("print('begun', flush=True)\nwhile True: pass");
      assertThat(socket.await(endless, "stream").get("text").asString()).contains("begun");
      assertThat(admin.postTo(kernel + "/interrupt", "{}").status()).isEqualTo(204);
      JsonNode ended = socket.await(endless, "execute_reply");
      assertThat(ended.get("status").asString()).isEqualTo("error");
      assertThat(ended.get("ename").asString()).isEqualTo("KeyboardInterrupt");

      String again = socket.execute("print('still here')");
      assertThat(socket.await(again, "stream").get("text").asString()).contains("still here");
    }
  }

  @Test
  void aWorkspaceIsSavedAtTheStopComesBackWhenItIsLostAndIsForked() throws Exception {
    String id = running();
    Answer put =
        admin.putTo(
            url(id) + "/api/contents/notes.txt",
            "{\"type\":\"file\",\"format\":\"text\",\"content\":\"precious\"}");
    assertThat(put.status()).as(put.body()).isEqualTo(201);
    assertThat(admin.put("/v1/notebook/" + id, "{\"name\":\"x\"}").status()).isEqualTo(400);
    stop(id);
    JsonNode backups = admin.get("/v1/notebook/" + id + "/backup").json();
    assertThat(backups.get("items")).hasSize(1);
    String backup = backups.at("/items/0/id").asString();

    // As where the disk was lost, or another machine goes on.
    Path workspace = folder.resolve("data/runtime/workspaces").resolve(id);
    assertThat(workspace.resolve("notes.txt")).exists();
    Files.move(workspace, folder.resolve("lost"));
    assertThat(admin.put("/v1/notebook/" + id + "/start", "").status()).isEqualTo(204);
    until(id, "RUNNING");
    assertThat(content(id)).isEqualTo("precious");
    stop(id);

    Answer fork =
        admin.post("/v1/notebook/" + id + "/backup/" + backup + "/fork", "{\"name\":\"again\"}");
    assertThat(fork.status()).as(fork.body()).isEqualTo(200);
    String other = fork.json().get("id").asString();
    until(other, "RUNNING");
    assertThat(content(other)).isEqualTo("precious");
    assertThat(admin.put("/v1/notebook/" + other + "/restart", "").status()).isEqualTo(204);
    Until.holds(
        () ->
            get(other).at("/status/state").asString().equals("RUNNING")
                && get(other).at("/status/history").size() > 4);
    assertThat(admin.delete("/v1/notebook/" + id).status()).isEqualTo(204);
    Until.holds(() -> !Files.exists(folder.resolve("data/runtime/backups").resolve(id)));
    assertThat(content(other)).isEqualTo("precious");
  }

  @Test
  void aServerThatIsKilledWhileAWorkspaceIsSavedOrMadeAnewGoesOnWithIt() throws Exception {
    String id = running();
    String many =
        "mkdir -p m && cd m && seq 1 30000 | split -l 1 -a 4 - f && echo precious > ../notes.txt";
    assertThat(
            admin
                .get("/v1/notebook/" + id + "/exec?command=sh&command=-c&command=" + encoded(many))
                .status())
        .isEqualTo(200);
    assertThat(admin.put("/v1/notebook/" + id + "/stop", "").status()).isEqualTo(204);
    Until.holds(() -> message(id).contains("saving /workspace"));
    killAndStartAgain();
    until(id, "STOPPED");
    assertThat(admin.get("/v1/notebook/" + id + "/backup").json().get("items")).hasSize(1);

    Files.move(folder.resolve("data/runtime/workspaces").resolve(id), folder.resolve("lost"));
    assertThat(admin.put("/v1/notebook/" + id + "/start", "").status()).isEqualTo(204);
    Until.holds(() -> message(id).contains("made anew of a backup"));
    killAndStartAgain();
    until(id, "RUNNING");

    assertThat(content(id)).isEqualTo("precious\n");
    Path again = folder.resolve("data/runtime/workspaces").resolve(id).resolve("m");
    try (Stream<Path> files = Files.list(again)) {
      assertThat(files).hasSize(30_000);
    }
  }

  private void killAndStartAgain() throws Exception {
    server.kill();
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  private String message(String id) throws IOException {
    return get(id).at("/status/info/message").asString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void anAdministratorsCatalogueIsChosenFrom() throws Exception {
    String path = "/v1/gatehouse/project/-/framework";
    Answer added = admin.post(path, "{\"id\":\"lab\",\"image\":\"oci:missing:4.2\"}");
    assertThat(added.status()).as(added.body()).isEqualTo(200);
    assertThat(added.json().get("version").asString()).isEqualTo("4.2");
    assertThat(admin.post(path, "{\"id\":\"lab\",\"image\":\"oci:missing:4.2\"}").status())
        .isEqualTo(409);
    assertThat(admin.post(path, "{\"id\":\"host\",\"image\":\"oci:x\"}").status()).isEqualTo(400);
    assertThat(admin.get("/v1/capabilities/notebook/framework/lab").json().get("versions"))
        .hasSize(1);
    assertThat(admin.get("/v1/capabilities/notebook/editor?compatibleWithFramework=lab").body())
        .contains("vscode", "jupyterlab");

    Answer made =
        admin.post(
            "/v1/notebook",
            "{\"env\":{\"frameworkId\":\"lab\",\"editorId\":\"vscode\"},"
                + "\"resources\":{\"cpu\":1}}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    String id = made.json().get("id").asString();
    until(id, "FAILED");
    assertThat(get(id).at("/status/info/message").asString()).contains("oci:missing:4.2");
    assertThat(admin.delete(path + "/lab?version=4.2").status()).isEqualTo(204);
    assertThat(admin.get("/v1/capabilities/notebook/framework/lab").status()).isEqualTo(404);
    assertThat(admin.get("/v1/gatehouse/project/-/audit").body())
        .contains("framework.add", "framework.delete");
  }

  private String running() throws Exception {
    Answer made = admin.post("/v1/notebook", "{\"resources\":{\"cpu\":1}}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    String id = made.json().get("id").asString();
    until(id, "RUNNING");
    return id;
  }

  private void stop(String id) throws Exception {
    assertThat(admin.put("/v1/notebook/" + id + "/stop", "").status()).isEqualTo(204);
    until(id, "STOPPED");
  }

  private void until(String id, String state) throws Exception {
    Until.holds(() -> get(id).at("/status/state").asString().equals(state));
  }

  private JsonNode get(String id) throws IOException {
    return admin.get("/v1/notebook/" + id).json();
  }

  private String url(String id) throws IOException {
    return get(id).at("/status/url").asString();
  }

  private String content(String id) throws IOException {
    return admin.getFrom(url(id) + "/api/contents/notes.txt").json().get("content").asString();
  }
}
