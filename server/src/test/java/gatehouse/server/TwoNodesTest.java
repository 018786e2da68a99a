package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.engines.postgres.EmbeddedDatabase;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, each with a data folder of its own. */
class TwoNodesTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";

  @TempDir private Path folder;
  private EmbeddedDatabase database;
  private ServerProcess one;
  private ServerProcess two;
  private Client admin;

  @BeforeEach
  void start() throws Exception {
    database = EmbeddedDatabase.start(folder.resolve("postgres"), folder.resolve("cache"));
    one = node("one");
    two = node("two");
    admin = one.client().admin();
  }

  @AfterEach
  void stop() throws Exception {
    for (ServerProcess node : new ServerProcess[] {one, two}) {
      node.close();
      // What it ran goes on, and is ended by the node itself when it finds nobody behind it.
    }
    database.close();
  }

  @Test
  void whatRanOnANodeThatIsStoppedGoesOnWhenThatIsThereAgain() throws Exception {
    Site first = Site.on(one, admin);
    ServerProcess staying = otherThanOf(id(first));
    Client there = admin.at(staying.port());
    boolean oneLeaves = staying.equals(two);
    assertThat((oneLeaves ? one : two).stop()).isZero();

    // The other node has looked at all there is once it has started something else.
    Site second = Site.on(staying, admin);
    assertThat(there.get("/v1/app/" + id(first)).json().at("/status/state").asString())
        .isEqualTo("RUNNING");
    Answer away = there.getFrom(first.app());
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.body()).contains("runs at the node ", "nothing answers there");

    ServerProcess back = node(oneLeaves ? "one" : "two");
    if (oneLeaves) {
      one = back;
    } else {
      two = back;
    }
    Client here = admin.at(back.port());
    Until.holds(() -> here.getFrom(first.app()).status() == 200);
    Until.holds(() -> there.getFrom(first.app()).status() == 200);
    new Site(back, first.app()).end(admin);
    second.end(admin);
  }

  @Test
  void whatRunsOnOneNodeIsReachedAndCutThroughTheOther() throws Exception {
    Site site = Site.on(one, admin);
    Client there = admin.at(otherThanOf(id(site)).port());
    Answer made = admin.post(USERS, "{\"description\":\"Ada\",\"roles\":[\"ai_training_read\"]}");
    String user = made.json().at("/user/id").asString();
    Client ada =
        there.signedIn(
            made.json().at("/user/username").asString(), made.json().path("password").asString());

    Until.holds(() -> ada.getFrom(site.app()).status() == 200);
    assertThat(ada.getFrom(site.app()).body()).isEqualTo("ok");
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
      readToItsEnd(down);
      readToItsEnd(ticks.getInputStream());
    }
    site.end(admin);
  }

  @Test
  void logsAndCommandsGoToWhereItRuns() throws Exception {
    Answer made =
        admin.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},"
                + "\"command\":[\"sh\",\"-c\",\"echo begun; exec sleep 1000\"]}");
    String job = made.json().path("id").asString();
    Until.holds(
        () -> admin.get("/v1/job/" + job).json().at("/status/state").asString().equals("RUNNING"));
    for (ServerProcess node : new ServerProcess[] {one, two}) {
      Client at = admin.at(node.port());
      Until.holds(() -> at.get("/v1/job/" + job + "/log").body().contains("begun"));
      assertThat(at.get("/v1/job/" + job + "/exec?command=echo&command=inside").body())
          .isEqualTo("inside\n");
    }
    assertThat(admin.delete("/v1/job/" + job + "?force=true").status()).isEqualTo(204);
    Until.holds(() -> admin.at(two.port()).get("/v1/job/" + job).status() == 404);
  }

  @Test
  void aNotebookOfOneNodeIsWorkedInStoppedAndForkedThroughTheOther() throws Exception {
    Answer made = admin.post("/v1/notebook", "{\"resources\":{\"cpu\":1}}");
    String id = made.json().path("id").asString();
    String url = "http://" + id + ".notebook.localhost";
    Until.holds(() -> isNotebook(admin, id, "RUNNING"));
    Client there = admin.at(otherThanOf(id).port());
    Answer put =
        there.putTo(
            url + "/api/contents/notes.txt",
            "{\"type\":\"file\",\"format\":\"text\",\"content\":\"precious\"}");
    assertThat(put.status()).as(put.body()).isEqualTo(201);
    assertThat(there.put("/v1/notebook/" + id + "/stop", "").status()).isEqualTo(204);
    Until.holds(() -> isNotebook(there, id, "STOPPED"));

    Answer fork = there.post("/v1/notebook/" + id + "/backup/" + backup(there, id) + "/fork", "{}");

    assertThat(fork.status()).as(fork.body()).isEqualTo(200);
    String other = fork.json().get("id").asString();
    Until.holds(() -> isNotebook(there, other, "RUNNING"));
    assertThat(
            there.getFrom("http://" + other + ".notebook.localhost/api/contents/notes.txt").body())
        .contains("precious");
    for (String each : new String[] {id, other}) {
      assertThat(there.delete("/v1/notebook/" + each + "?force=true").status()).isEqualTo(204);
      Until.holds(() -> there.get("/v1/notebook/" + each).status() == 404);
    }
  }

  private static boolean isNotebook(Client client, String id, String state) throws IOException {
    return client.get("/v1/notebook/" + id).json().at("/status/state").asString().equals(state);
  }

  private static String backup(Client client, String id) throws IOException {
    return client.get("/v1/notebook/" + id + "/backup").json().at("/items/0/id").asString();
  }

  @Test
  void anAppThatSleepsOnOneNodeIsWokenThroughTheOther() throws Exception {
    String app =
        admin
            .post(
                "/v1/app",
                "{\"image\":\"host\",\"resources\":{\"cpu\":1},"
                    + "\"command\":[\"python3\",\"-m\",\"http.server\",\"8080\"],"
                    + "\"scalingStrategy\":{\"automatic\":{\"replicasMin\":0,\"replicasMax\":1,"
                    + "\"resourceType\":\"CPU\",\"averageUsageTarget\":50,"
                    + "\"scaleDownStabilizationWindowSeconds\":5,\"cooldownPeriodSeconds\":1}}}")
            .json()
            .path("id")
            .asString();
    Until.holds(
        () ->
            admin
                .get("/v1/app/" + app)
                .json()
                .at("/status/info/message")
                .asString()
                .startsWith("Sleeping"));

    Answer served = admin.at(otherThanOf(app).port()).getFrom("http://" + app + ".app.localhost/");

    assertThat(served.status()).as(served.body()).isEqualTo(200);
    assertThat(admin.delete("/v1/app/" + app + "?force=true").status()).isEqualTo(204);
  }

  @Test
  void aNodeWithOtherKeysIsNotTakenIn() throws Exception {
    // Another key for sealing, and the same one with another key for links.
    Path copied = Files.createDirectories(folder.resolve("copied"));
    Files.copy(folder.resolve("keys/key"), copied.resolve("key"));
    for (Path keys : new Path[] {folder.resolve("none"), copied}) {
      Process process = third(keys);
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(said).isEqualTo(Main.FAULTY_CONFIGURATION);
      assertThat(said).contains("keys: the node ", "has other keys than those in", "give --keys");
    }
    assertThat(admin.get("/v1/gatehouse/project/-/node").json().size()).isEqualTo(2);
  }

  private Process third(Path keys) throws IOException {
    return new ProcessBuilder(
            FirstStart.java("java"),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            FirstStart.CLASS_PATH,
            Main.class.getName(),
            "--data",
            folder.resolve("three").toString(),
            "--keys",
            keys.toString(),
            "--port",
            "0",
            "--s3-port",
            "off",
            "--ssh-port",
            "off",
            "--database-url",
            url())
        .redirectErrorStream(true)
        .start();
  }

  private String homeOf(String workload) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var query =
            connection.prepareStatement(
                "SELECT home FROM workloads WHERE id = '" + workload + "'");
        var rows = query.executeQuery()) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  /** The node at which a workload is not at home. */
  private ServerProcess otherThanOf(String workload) throws Exception {
    String home = homeOf(workload);
    assertThat(home).isIn(nameOf("one"), nameOf("two"));
    return home.equals(nameOf("one")) ? two : one;
  }

  private String nameOf(String node) throws IOException {
    return Files.readString(folder.resolve(node).resolve("node")).strip();
  }

  private static void readToItsEnd(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException e) {
      // Closed by a reset, which is an end too.
    }
  }

  private static String id(Site site) {
    return site.app().substring("http://".length(), site.app().indexOf('.'));
  }

  private String url() {
    return database.url() + "&user=" + database.user() + "&password=" + database.password();
  }

  private ServerProcess node(String name) throws Exception {
    return ServerProcess.start(
        folder.resolve(name), "--database-url", url(), "--keys", folder.resolve("keys").toString());
  }
}
