package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse stop}, as an operator types it. */
class StopTest {
  @TempDir private Path folder;

  private record Said(int code, String text) {}

  @Test
  void theServerEndsAndWhatRunsGoesOnUntilItShallEndToo() throws Exception {
    Path data = folder.resolve("data");
    String job;
    try (var server = ServerProcess.start(data)) {
      Client admin = server.client().admin();
      job = sleeping(admin);
      Until.holds(() -> state(admin, job).equals("RUNNING"));

      Said said = stop(data);

      assertThat(said.code()).as(said.text()).isZero();
      assertThat(said.text()).contains("process " + server.pid(), "What ran goes on");
      assertThat(server.stop()).isZero();
    }
    try (var server = ServerProcess.start(data)) {
      Client admin = server.client().admin();
      assertThat(state(admin, job)).isEqualTo("RUNNING");

      assertThat(stop(data, "--workloads").text()).contains("with its workloads");
    }
    try (var server = ServerProcess.start(data)) {
      Client admin = server.client().admin();
      assertThat(state(admin, job)).isEqualTo("INTERRUPTED");
      assertThat(admin.get("/v1/gatehouse/project/-/audit?action=job.stop").body())
          .contains("the operator", "stopped with its workloads");
    }
  }

  @Test
  void whereNothingRunsNothingIsStopped() throws Exception {
    Path data = Files.createDirectories(folder.resolve("empty"));

    assertThat(stop(data).text()).contains("nothing to stop");

    // The number of a process that lives, but was started at another time.
    Files.writeString(data.resolve("lock"), ProcessHandle.current().pid() + " 1\n");
    Said said = stop(data);
    assertThat(said.code()).isZero();
    assertThat(said.text()).contains("nothing to stop");
  }

  private static String sleeping(Client admin) throws IOException {
    Answer made =
        admin.post(
            "/v1/job",
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":[\"sleep\",\"600\"]}");
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
    return made.json().get("id").asString();
  }

  private static String state(Client admin, String job) throws IOException {
    return admin.get("/v1/job/" + job).json().get("status").get("state").asString();
  }

  private static Said stop(Path data, String... more) throws Exception {
    var command =
        new ArrayList<>(List.of("bash", launcher().toString(), "stop", "--data", data.toString()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private static Path launcher() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isRegularFile(at.resolve("gatehouse"))) {
      at = at.getParent();
    }
    return at == null ? Path.of("gatehouse") : at.resolve("gatehouse");
  }
}
