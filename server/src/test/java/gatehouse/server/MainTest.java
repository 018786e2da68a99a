package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator is told where a start must fail. */
final class MainTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void portsInUseAreNamedWithTheirFlagsBeforeADatabaseIsMade() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThat(run("--port=" + port, "--s3-port=" + port)).isEqualTo(78);

      assertThat(said()).hasLineCount(3).contains("127.0.0.1:" + port);
      assertThat(said()).contains("give --port a free port").contains("give --s3-port a free port");
      assertThat(folder.resolve("data").resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void aDataFolderThatCannotBeMadeIsSaidWithItsFlag() {
    assertThat(run("--data=/proc/x", "--port=0", "--s3-port=off")).isEqualTo(78);

    assertThat(said()).hasLineCount(2).contains("/proc/x cannot be made").contains("give --data");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsSaidInOneSentence() {
    assertThat(run("--database-url=postgresql://a:b@127.0.0.1:1/x", "--port=0", "--s3-port=off"))
        .isEqualTo(1);

    assertThat(said()).hasLineCount(1).contains("The database does not answer");
  }

  private int run(String... flags) {
    var all = new java.util.ArrayList<String>(List.of("--data", folder.resolve("data").toString()));
    all.addAll(List.of(flags));
    var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(all, Map.of("HOME", folder.toString()), stream, stream);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
