package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that a project brings along. */
class DataStoresTest extends CommandTest {
  private static final String ADD = "POST /v1/gatehouse/project/-/data-store";

  @TempDir Path folder;

  @Test
  void aGitHostIsAddedWithoutItsPasswordOnTheCommandLine() {
    server.answers(ADD, "{}");

    var ran =
        shell
            .with("PW", "secret")
            .run(
                "datastore",
                "add",
                "git",
                "CODE",
                "https://git.example",
                "ann",
                "--password-from-env",
                "PW");

    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(server.last().body())
        .isEqualTo(
            "{\"alias\":\"CODE\",\"type\":\"git\",\"endpoint\":\"https://git.example\","
                + "\"username\":\"ann\",\"password\":\"secret\"}");
  }

  @Test
  void aGitHostOverSshIsAddedByAFile() throws Exception {
    server.answers(ADD, "{}");
    Path key = Files.writeString(folder.resolve("id"), "-----BEGIN KEY-----");

    var ran =
        shell.run(
            "datastore",
            "add",
            "git",
            "CODE",
            "ssh://git@git.example",
            "--ssh-key",
            key.toString(),
            "--host-key",
            "ssh-ed25519 AAAA");

    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(server.last().body())
        .contains("\"privateKey\":\"-----BEGIN KEY-----\",\"hostKey\":\"ssh-ed25519 AAAA\"");
  }

  @Test
  void whatATypeDoesNotHaveIsMisuse() {
    String url = "https://x.example";

    assertThat(shell.run("datastore", "add", "ftp", "A", url).code()).isEqualTo(2);
    assertThat(shell.run("datastore", "add", "s3", "A", url, "eu").code()).isEqualTo(2);
    assertThat(shell.run("datastore", "add", "git", "A", url).code()).isEqualTo(2);
    assertThat(shell.run("datastore", "add", "git", "A", url, "ann", "pw").code()).isEqualTo(2);
    assertThat(shell.run("datastore", "add", "git", "A", url, "--ssh-key", "x").code())
        .isEqualTo(2);
  }

  @Test
  void aRepositoryInADataStoreIsAVolume() {
    server.answers("POST /v1/job", "{\"id\":\"" + ID + "\"}");

    shell.run("job", "run", "host", "-v", "team/x.git@CODE:/code", "--", "ls");

    assertThat(server.last().body())
        .contains("\"dataStore\":{\"alias\":\"CODE\",\"container\":\"team/x.git\"}");
  }
}
