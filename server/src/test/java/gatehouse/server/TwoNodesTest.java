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
    assertThat(one.stop()).isZero();

    // The other node has looked at all there is once it has started something else.
    Site second = Site.on(two, admin);
    Client there = admin.at(two.port());
    assertThat(there.get("/v1/app/" + id(first)).json().at("/status/state").asString())
        .isEqualTo("RUNNING");
    Answer away = there.getFrom(first.app());
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.body()).contains("runs at the node ", "nothing answers there");

    one = node("one");
    Client here = admin.at(one.port());
    Until.holds(() -> here.getFrom(first.app()).status() == 200);
    Until.holds(() -> there.getFrom(first.app()).status() == 200);
    new Site(one, first.app()).end(admin);
    second.end(admin);
  }

  @Test
  void whatRunsOnOneNodeIsReachedAndCutThroughTheOther() throws Exception {
    Site site = Site.on(one, admin);
    assertThat(homeOf(id(site))).isEqualTo(nameOf("one"));
    Client there = admin.at(two.port());
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

    Answer served =
        admin.at(two.port()).getFrom("http://" + app + ".app.localhost:" + two.port() + "/");

    assertThat(served.status()).as(served.body()).isEqualTo(200);
    assertThat(admin.delete("/v1/app/" + app + "?force=true").status()).isEqualTo(204);
  }

  @Test
  void aNodeWithOtherKeysIsNotTakenIn() throws Exception {
    Process process =
        new ProcessBuilder(
                FirstStart.java("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                FirstStart.CLASS_PATH,
                Main.class.getName(),
                "--data",
                folder.resolve("three").toString(),
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
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(Main.FAULTY_CONFIGURATION);
    assertThat(said).contains("keys: the node ", "has other keys than those in", "give --keys");
    assertThat(admin.get("/v1/gatehouse/project/-/node").json().size()).isEqualTo(2);
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
