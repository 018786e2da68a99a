package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The data of a workload is on its way when the right of who made it ends. */
final class VolumeRevocationTest {
  private static final String PROJECT = "/v1/gatehouse/project/-";
  private static final String USERS = PROJECT + "/user";

  @TempDir static Path folder;
  private static ServerProcess server;
  private static StuckStore store;
  private static Client admin;

  private Client ada;
  private String user = "";

  @BeforeAll
  static void start() throws Exception {
    store = new StuckStore();
    server = ServerProcess.start(folder.resolve("data"), "--local-data-stores");
    admin = server.client().admin();
    Answer added =
        admin.post(
            PROJECT + "/data-store",
            "{\"alias\":\"STUCK\",\"endpoint\":\""
                + store.url()
                + "\",\"region\":\"eu\",\"accessKey\":\"k\",\"secretKey\":\"s\"}");
    assertThat(added.status()).as(added.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    store.close();
  }

  @BeforeEach
  void somebodyNew() throws IOException {
    Answer made =
        admin.post(
            USERS,
            "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\","
                + "\"objectstore_operator\"]}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    user = made.json().at("/user/username").asString();
    ada = server.client().signedIn(user, made.json().path("password").asString());
  }

  private String job(String script, String permission, String bucket) throws IOException {
    Answer made =
        ada.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"sh\",\"-c\","
                + Json.text(script)
                + "],\"volumes\":[{\"mountPath\":\"/workspace/d\",\"permission\":\""
                + permission
                + "\",\"dataStore\":{\"alias\":\"STUCK\",\"container\":\""
                + bucket
                + "\"}}]}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("id").asString();
  }

  private static long transfers() throws IOException {
    return admin.get(PROJECT + "/connection").json().values().stream()
        .filter(one -> one.path("kind").asString("").equals("transfer"))
        .count();
  }

  private static JsonNode get(String job) throws IOException {
    return admin.get("/v1/job/" + job).json();
  }

  private static void counts(Answer answer, int expected) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().at("/receipt/connections/transfer").asInt())
        .as(answer.body())
        .isEqualTo(expected);
  }

  @Test
  void takingTheRoleAwayEndsAPullAndTheReceiptCountsIt() throws Exception {
    String job = job("true", "RO", "train");
    Until.holds(() -> transfers() == 1);

    counts(admin.delete(USERS + "/" + user + "/role/objectstore_operator"), 1);

    assertThat(transfers()).isZero();
    Until.holds(() -> get(job).at("/status/state").asString().equals("FAILED"));
    JsonNode ended = get(job).path("status");
    assertThat(ended.at("/info/message").asString()).contains("the role ObjectStore Operator");
    assertThat(ended.at("/dataSync/0/status/progress/0/state").asString()).isEqualTo("FORBIDDEN");
  }

  @Test
  void takingTheRoleAwayEndsAPushAndKeepsWhatWasMade() throws Exception {
    String job = job("echo made > /workspace/d/result", "RW", "results");
    Until.holds(() -> get(job).at("/status/state").asString().equals("FINALIZING"));
    Until.holds(() -> transfers() == 1);

    counts(admin.delete(USERS + "/" + user + "/role/objectstore_operator"), 1);

    assertThat(transfers()).isZero();
    Until.holds(() -> get(job).at("/status/state").asString().equals("SYNC_FAILED"));
    assertThat(get(job).at("/status/info/message").asString())
        .contains("the role ObjectStore Operator", "Nothing is lost");
  }

  @Test
  void suspendingTheUserEndsAPullAndTheReceiptCountsIt() throws Exception {
    String job = job("true", "RO", "train");
    Until.holds(() -> transfers() == 1);

    counts(admin.post(USERS + "/" + user + "/suspend", "{}"), 1);

    assertThat(transfers()).isZero();
    Until.holds(() -> !get(job).at("/status/dataSync/0/status/state").asString().equals("RUNNING"));
  }
}
