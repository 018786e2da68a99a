package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real training script with data from a bucket, stopped midway and taken up again. */
final class TrainingTest {
  private static final Set<String> ENDED = Set.of("DONE", "FAILED", "ERROR", "INTERRUPTED");

  private static final String DATA =
      """
      from sklearn.datasets import make_classification
      import numpy
      x, y = make_classification(n_samples=600, n_features=12, random_state=7)
      numpy.savetxt("/workspace/set/train.csv", numpy.column_stack([x, y]), delimiter=",")
      print("made", len(y))
      """;

  private static final String TRAIN =
      """
      import os, pickle, sys, time
      import numpy
      from sklearn.linear_model import SGDClassifier
      rows = numpy.loadtxt("/data/train.csv", delimiter=",")
      x, y = rows[:, :-1], rows[:, -1]
      kept = "/workspace/model/checkpoint.pickle"
      first, model = 1, SGDClassifier(random_state=7)
      if os.path.exists(kept):
          with open(kept, "rb") as file:
              done, model = pickle.load(file)
          first = done + 1
          print("resumed after epoch", done, "at", round(model.score(x, y), 3), flush=True)
      last = int(sys.argv[1])
      for epoch in range(first, last + 1):
          model.partial_fit(x, y, classes=[0.0, 1.0])
          with open(kept + ".new", "wb") as file:
              pickle.dump((epoch, model), file)
          os.replace(kept + ".new", kept)
          print("epoch", epoch, flush=True)
          if last > 1000:
              time.sleep(0.2)
      print("trained to", epoch, "at", round(model.score(x, y), 3), flush=True)
      """;

  @TempDir Path folder;
  private Client ada;

  @Test
  void aTrainingGoesOnFromItsCheckpoint() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
      Answer made =
          server
              .client()
              .admin()
              .post(
                  "/v1/gatehouse/project/-/user",
                  "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\","
                      + "\"objectstore_operator\"]}");
      String user = made.json().at("/user/username").asString();
      ada = server.client().signedIn(user, made.json().path("password").asString());

      String maker = job(DATA, "0", volume("set", "/workspace/set", "RW"));
      assertThat(ending(maker)).as(log(maker)).isEqualTo("DONE");

      String data = volume("set", "/data", "RO");
      String model = volume("model", "/workspace/model", "RW");
      String begun = job(TRAIN, "100000", data + "," + model);
      Until.holds(() -> log(begun).contains("epoch 5"));
      assertThat(ada.put("/v1/job/" + begun + "/kill", "").status()).isEqualTo(204);
      assertThat(ending(begun)).isEqualTo("INTERRUPTED");
      assertThat(log(begun)).contains("epoch 1\n").doesNotContain("resumed");

      String resumed = job(TRAIN, "200", data + "," + model);
      assertThat(ending(resumed)).as(log(resumed)).isEqualTo("DONE");
      String told = log(resumed);
      assertThat(told).contains("resumed after epoch ", "trained to 200 at 0.");
      int after = Integer.parseInt(told.replaceFirst("(?s)resumed after epoch (\\d+).*", "$1"));
      assertThat(after).isGreaterThanOrEqualTo(5);
      assertThat(told).contains("epoch " + (after + 1) + "\n").doesNotContain("\nepoch 1\n");

      // The job that was stopped goes on by itself too, where it is started again.
      assertThat(ada.put("/v1/job/" + begun + "/start", "").status()).isEqualTo(204);
      Until.holds(() -> log(begun).contains("resumed after epoch 200"));
      ada.delete("/v1/job/" + begun + "?force=true");
      Until.holds(() -> ada.get("/v1/job/" + begun).status() == 404);
    }
  }

  private String job(String script, String argument, String volumes) throws IOException {
    Answer made =
        ada.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"python3\",\"-c\","
                + Json.text(script)
                + ",\""
                + argument
                + "\"],\"volumes\":["
                + volumes
                + "]}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("id").asString();
  }

  private static String volume(String bucket, String path, String permission) {
    return "{\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\"%s\"},\"mountPath\":\"%s\",\"permission\":\"%s\"}"
        .formatted(bucket, path, permission);
  }

  private String ending(String job) throws Exception {
    Until.holds(() -> ENDED.contains(get(job).at("/status/state").asString()));
    return get(job).at("/status/state").asString();
  }

  private JsonNode get(String job) throws IOException {
    return ada.get("/v1/job/" + job).json();
  }

  private String log(String job) throws IOException {
    var all = new StringBuilder();
    ada.get("/v1/job/" + job + "/log")
        .json()
        .path("logs")
        .values()
        .forEach(line -> all.append(line.path("content").asString("")).append('\n'));
    return all.toString();
  }
}
