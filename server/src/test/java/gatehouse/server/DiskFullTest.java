package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk refuses changes in a sentence, loses nothing, and is forgotten once there is room.
 */
class DiskFullTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";
  private static final int MEGABYTES = 400;
  private static final int MOST_TRIES = 2_000;

  @TempDir private Path folder;

  @Test
  void nothingIsHalfWrittenAndServiceComesBackWithTheRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mountedAt(folder.resolve("disk"), MEGABYTES)) {
      assumeTrue(disk != null, "mounting a small disk takes root");
      try (var server = ServerProcess.first(disk.path().resolve("data"))) {
        Client admin = server.client().admin();
        assertThat(made(admin).status()).isEqualTo(200);

        disk.fill();
        int made = 1;
        Answer answer = made(admin);
        while (answer.status() == 200 && made < MOST_TRIES) {
          made++;
          answer = made(admin);
        }

        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.json().get("message").asString())
            .containsAnyOf("is full", "database does not answer", "cannot reach its database");

        disk.empty();
        Until.holds(() -> admin.get(USERS).status() == 200);
        assertThat(total(admin)).as("what was acknowledged, and no more").isEqualTo(made);
        Until.holds(() -> made(admin).status() == 200);
        assertThat(total(admin)).isEqualTo(made + 1);
        theChainIsWhole(admin);
      }
    }
  }

  @Test
  void aFirstStartWithoutRoomSaysWhereAndHowMuchAndSucceedsOnceThereIsSome() throws Exception {
    try (SmallDisk disk = SmallDisk.mountedAt(folder.resolve("disk"), 20)) {
      assumeTrue(disk != null, "mounting a small disk takes root");
      Path data = disk.path().resolve("data");

      String said = refusedStart(data);

      assertThat(said).hasLineCount(1).contains(data.toString());
      assertThat(said).contains("MB left").contains("needs 124 MB");
      assertThat(data.resolve("postgres")).doesNotExist();

      disk.resize(MEGABYTES);
      try (var server = ServerProcess.first(data)) {
        assertThat(server.client().admin().get(USERS).status()).isEqualTo(200);
        assertThat(server.stop()).isZero();
      }

      disk.fill();
      assertThat(refusedStart(data)).hasLineCount(1).contains(data.toString()).contains("MB left");

      disk.empty();
      try (var server = ServerProcess.first(data)) {
        assertThat(server.client().admin().get(USERS).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aDiskThatFillsUpDuringAStartIsSaidInASentence() throws Exception {
    try (SmallDisk disk = SmallDisk.mountedAt(folder.resolve("disk"), 20)) {
      assumeTrue(disk != null, "mounting a small disk takes root");
      Path data = disk.path().resolve("data");
      // As if the programs were those of another release, and are to be unpacked anew.
      Files.createDirectories(data.resolve("cache/postgresql-0"));
      Files.createDirectories(data.resolve("postgres/data"));

      assertThat(refusedStart(data))
          .contains("The disk of the data folder " + data + " is full")
          .doesNotContain("\tat ");
      assertThat(data.resolve("cache")).isDirectoryNotContaining("glob:**unpacking*");
    }
  }

  /** What is said by a start that does not come about. */
  private static String refusedStart(Path data) {
    var said = new ByteArrayOutputStream();
    var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> flags = List.of("--data", data.toString(), "--port=0", "--s3-port=off");
    assertThat(Main.run(flags, Map.of(), stream, stream)).isEqualTo(1);
    return said.toString(StandardCharsets.UTF_8);
  }

  private static Answer made(Client admin) throws IOException {
    return admin.post(USERS, Json.text(Map.of("description", "x".repeat(200))));
  }

  private static int total(Client admin) throws IOException {
    return admin.get(USERS).json().get("total").asInt();
  }

  /** Each line names the one before it: a gap or a half line would show. */
  private static void theChainIsWhole(Client admin) throws IOException {
    Answer export = admin.get("/v1/gatehouse/audit/export");
    long next = 1;
    for (String line : export.body().lines().toList()) {
      if (line.startsWith("{\"number\"")) {
        assertThat(Json.mapper().readTree(line).get("number").asLong()).isEqualTo(next++);
      }
    }
    assertThat(export.body().lines().toList().getLast()).startsWith("{\"end\"");
    assertThat(next).isGreaterThan(2);
  }
}
