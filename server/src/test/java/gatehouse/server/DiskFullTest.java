package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
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
