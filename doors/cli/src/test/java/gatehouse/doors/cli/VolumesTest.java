package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Volumes apart from workloads. */
class VolumesTest extends CommandTest {
  private static final String ONE =
      "{\"id\":\""
          + ID
          + "\",\"createdAt\":\"2026-11-23T10:00:00Z\",\"user\":\"ann\",\"cache\":true,"
          + "\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\"train\",\"prefix\":\"set/\"}}";

  @Test
  void aSourceIsKeptAsOneWritesIt() {
    server.answers("POST /v1/volume", ONE);

    var ran = shell.run("volume", "create", "train@LOCAL/set", "--no-cache");

    assertThat(server.last().body())
        .isEqualTo(
            "{\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\"train\",\"prefix\":\"set\"},"
                + "\"cache\":false}");
    assertThat(ran.out()).contains("Kept train@LOCAL/set/: " + ID);
    assertThat(shell.run("volume", "create", "nothing").code()).isEqualTo(2);
  }

  @Test
  void aListSaysWhereEachComesFrom() {
    server.answers("GET /v1/volume?size=1000", "{\"items\":[" + ONE + "]}");

    assertThat(shell.run("volume", "list").out())
        .contains("SOURCE", "train@LOCAL/set/", "yes", "ann");
  }

  @Test
  void aContainerThatEverybodyMayReadIsWrittenAsItsUrl() {
    server.answers("POST /v1/job", "{\"id\":\"" + ID + "\"}");

    shell.run("job", "run", "host", "-v", "https://swift.example/v1/AUTH_x/open:/data");

    assertThat(server.last().body())
        .contains(
            "{\"publicSwift\":{\"url\":\"https://swift.example/v1/AUTH_x/open\"},"
                + "\"mountPath\":\"/data\"");
  }

  @Test
  void anIdStandsInForASource() {
    server.answers("POST /v1/job", "{\"id\":\"" + ID + "\"}");

    shell.run("job", "run", "host", "-v", ID + ":/data:ro", "--", "ls");

    assertThat(server.last().body())
        .contains(
            "\"volumes\":[{\"userVolumeId\":\""
                + ID
                + "\",\"mountPath\":\"/data\",\"permission\":\"RO\"}]");
  }
}
