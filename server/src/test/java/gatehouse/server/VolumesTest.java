package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Data of workloads, from a bucket and back, with a real server, sandbox and store. */
final class VolumesTest {
  private static final Set<String> ENDED =
      Set.of("DONE", "FAILED", "ERROR", "INTERRUPTED", "SYNC_FAILED");
  private static final String USERS = "/v1/gatehouse/project/-/user";

  @TempDir Path folder;

  private ServerProcess server;
  private Client admin;
  private Client ada;
  private String user = "";

  @Test
  void aKilledServerGoesOnWithWhatItBroughtAndWroteBack() throws Exception {
    start();
    try {
      String makes =
          "cd /workspace/out && for i in $(seq 300);"
              + " do head -c 400000 /dev/urandom > f$i; done; cat $(ls | sort) | sha256sum";
      String maker = killedAt("FINALIZING", makes, volume("set", "/workspace/out", "RW"));
      assertThat(ending(maker)).isEqualTo("DONE");
      String reads = "cd /data && cat $(ls | sort) | sha256sum";
      String reader = killedAt("INITIALIZING", reads, volume("set", "/data", "RO"));
      assertThat(ending(reader)).isEqualTo("DONE");

      assertThat(log(maker)).hasSizeGreaterThan(60).isEqualTo(log(reader));
      JsonNode progress = get(reader).at("/status/dataSync/0/status/progress/0");
      assertThat(progress.path("total").asLong()).isEqualTo(300);
      assertThat(progress.path("processed").asLong()).isEqualTo(300);
    } finally {
      server.close();
    }
  }

  @Test
  void whatCouldNotBeWrittenBackIsKeptUntilItCan() throws Exception {
    start();
    try {
      String writes = "echo precious > /workspace/out/a; echo ready; exec sleep 1000";
      String job = job(writes, volume("set", "/workspace/out", "RW"));
      Until.holds(() -> log(job).contains("ready"));
      String role = USERS + "/" + user + "/role/objectstore_operator";
      assertThat(admin.delete(role).status()).isEqualTo(200);
      assertThat(ada.put("/v1/job/" + job + "/kill", "").status()).isEqualTo(204);

      assertThat(ending(job)).isEqualTo("SYNC_FAILED");
      assertThat(get(job).at("/status/info/message").asString())
          .contains("needs the role ObjectStore Operator", "Nothing is lost");
      assertThat(ada.put("/v1/job/" + job + "/start", "").status()).isEqualTo(400);
      assertThat(ada.delete("/v1/job/" + job).status()).isEqualTo(400);

      Answer given =
          admin.post(USERS + "/" + user + "/role", "{\"name\":\"objectstore_operator\"}");
      assertThat(given.status()).as(given.body()).isEqualTo(200);
      Answer asked = ada.post("/v1/job/" + job + "/datasync", "{\"direction\":\"push\"}");
      assertThat(asked.status()).as(asked.body()).isEqualTo(200);
      Until.holds(() -> get(job).at("/status/state").asString().equals("INTERRUPTED"));
      String reader = job("cat /data/a", volume("set", "/data", "RO"));
      assertThat(ending(reader)).isEqualTo("DONE");
      assertThat(log(reader)).isEqualTo("precious");
    } finally {
      server.close();
    }
  }

  private void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
    Answer made =
        admin.post(
            USERS,
            "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\","
                + "\"objectstore_operator\"]}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    user = made.json().at("/user/username").asString();
    ada = server.client().signedIn(user, made.json().path("password").asString());
  }

  /**
   * Kills the server while a job is in a state, and starts it again. A job that was through with
   * the state before anybody saw it in there is followed by another; the twentieth has to be
   * caught.
   */
  private String killedAt(String state, String script, String volume) throws Exception {
    for (int attempt = 1; attempt <= 20; attempt++) {
      String job = job(script, volume);
      if (isSeenBusy(job, state)) {
        server.kill();
        server = ServerProcess.start(folder.resolve("data"));
        admin = admin.at(server.port());
        ada = ada.at(server.port());
        return job;
      }
      assertThat(ending(job)).isEqualTo("DONE");
    }
    throw new AssertionError("no job was seen while it was " + state);
  }

  /** Looks without a pause, for some states last for less than one; false where it ended before. */
  private boolean isSeenBusy(String job, String state) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() - end < 0) {
      JsonNode seen = get(job);
      if (busy(seen, state)) {
        return true;
      }
      if (ended(seen)) {
        return false;
      }
    }
    throw new AssertionError("the job neither was " + state + " nor ended within 30 s");
  }

  private static boolean ended(JsonNode job) {
    return ENDED.contains(job.at("/status/state").asString());
  }

  private static boolean busy(JsonNode job, String state) {
    return job.at("/status/state").asString().equals(state)
        && job.at("/status/dataSync").values().stream()
            .anyMatch(sync -> sync.at("/status/state").asString().equals("RUNNING"));
  }

  private static String volume(String bucket, String path, String permission) {
    return "{\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\""
        + bucket
        + "\"},\"mountPath\":\""
        + path
        + "\",\"permission\":\""
        + permission
        + "\"}";
  }

  private String job(String script, String volume) throws IOException {
    Answer made =
        ada.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"sh\",\"-c\","
                + Json.text(script)
                + "],\"volumes\":["
                + volume
                + "]}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("id").asString();
  }

  private JsonNode get(String job) throws IOException {
    return ada.get("/v1/job/" + job).json();
  }

  private String ending(String job) throws Exception {
    Until.holds(() -> ended(get(job)));
    return get(job).at("/status/state").asString();
  }

  private String log(String job) throws IOException {
    return ada.get("/v1/job/" + job + "/log").json().at("/logs/0/content").asString("");
  }
}
