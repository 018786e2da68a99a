package gatehouse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs of images and accounts at registries, with a real server and sandbox. */
final class ImagesTest {
  private static final Set<String> ENDED = Set.of("DONE", "FAILED", "ERROR", "INTERRUPTED");

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client admin;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void anImageThatWasPutHereRunsAsTheModelsUserWithItsOwnFiles() throws Exception {
    save(folder.resolve("data/images/kept"));

    String job =
        job("oci:tool", "[\"/bin/sh\",\"-c\",\"read line < /workspace/hello; echo $line\"]");

    assertThat(ending(job)).isEqualTo("DONE");
    assertThat(admin.get("/v1/job/" + job + "/log").body()).contains("from the image");
    assertThat(admin.get("/v1/capabilities/job/image").body()).contains("oci:tool");
  }

  @Test
  void anImageThatIsNotThereFailsWithASentence() throws Exception {
    String job = job("oci:missing", "[\"x\"]");

    assertThat(ending(job)).isEqualTo("FAILED");
    assertThat(admin.get("/v1/job/" + job).json().at("/status/info/message").asString())
        .isEqualTo("Failed: there is no image oci:missing among those kept here");
    String near = job("127.0.0.1:1/tool", "[\"x\"]");
    assertThat(ending(near)).isEqualTo("FAILED");
    assertThat(admin.get("/v1/job/" + near).json().at("/status/info/message").asString())
        .contains("a host elsewhere: 127.0.0.1");
    Answer refused = admin.post("/v1/job", "{\"image\":\"http://x/Y\",\"command\":[\"x\"]}");
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void anAccountAtARegistryIsKeptAndItsPasswordToldToNobody() throws Exception {
    String body =
        "{\"url\":\"https://ghcr.io/team/\",\"username\":\"ann\",\"password\":\"hush-1\"}";
    Answer added = admin.post("/v1/registry", body);
    assertThat(added.status()).as(added.body()).isEqualTo(200);
    String id = added.json().path("id").asString();

    assertThat(added.json().path("url").asString()).isEqualTo("ghcr.io/team");
    assertThat(admin.post("/v1/registry", body).status()).isEqualTo(409);
    assertThat(admin.put("/v1/registry/" + id, "{\"url\":\"evil.example\"}").status())
        .isEqualTo(409);
    assertThat(admin.put("/v1/registry/" + id, "{\"password\":\"hush-2\"}").status())
        .isEqualTo(204);
    Answer list = admin.get("/v1/registry");
    assertThat(list.json().at("/items/0/username").asString()).isEqualTo("ann");
    assertThat(added.body() + list.body() + admin.get("/v1/registry/" + id).body())
        .doesNotContain("hush");
    assertThat(admin.delete("/v1/registry/" + id).status()).isEqualTo(204);
    assertThat(admin.get("/v1/registry/" + id).status()).isEqualTo(404);
  }

  private String job(String image, String command) throws IOException {
    Answer made =
        admin.post(
            "/v1/job",
            "{\"image\":\"%s\",\"resources\":{\"cpu\":1},\"command\":%s}"
                .formatted(image, command));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("id").asString();
  }

  private String ending(String job) throws Exception {
    Until.holds(() -> ENDED.contains(state(job)));
    return state(job);
  }

  private String state(String job) throws IOException {
    JsonNode all = admin.get("/v1/job/" + job).json();
    return all.at("/status/state").asString();
  }

  /** An image as {@code docker save} writes it, made of this machine's shell. */
  private void save(Path kept) throws Exception {
    Path work = Files.createDirectories(folder.resolve("made"));
    Files.createDirectories(work.resolve("workspace"));
    Files.writeString(work.resolve("workspace/hello"), "from the image\n");
    var files = new LinkedHashSet<String>(List.of("bin/sh"));
    Process asked = new ProcessBuilder("ldd", "/bin/sh").start();
    for (String word : new String(asked.getInputStream().readAllBytes(), UTF_8).split("\\s", -1)) {
      if (word.startsWith("/")) {
        files.add(word.substring(1));
      }
    }
    Path layer = work.resolve("layer.tar");
    var command = new java.util.ArrayList<>(List.of("tar", "-chf", layer.toString(), "-C", "/"));
    command.addAll(files);
    command.addAll(List.of("-C", work.toString(), "workspace"));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(layer)));
    String cpu = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Files.writeString(
        work.resolve("config.json"),
        "{\"os\":\"linux\",\"architecture\":\"%s\",\"config\":{},\"rootfs\":{\"diff_ids\":[\"sha256:%s\"]}}"
            .formatted(cpu, digest));
    Files.writeString(
        work.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":[\"tool:1\"],\"Layers\":[\"layer.tar\"]}]");
    Files.createDirectories(kept);
    assertThat(
            new ProcessBuilder(
                    "tar",
                    "-cf",
                    kept.resolve("tool.tar").toString(),
                    "-C",
                    work.toString(),
                    "manifest.json",
                    "config.json",
                    "layer.tar")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }
}
