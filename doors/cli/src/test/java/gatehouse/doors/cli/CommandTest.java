package gatehouse.doors.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shell whose token the fake server sees. */
abstract class CommandTest {
  static final String ID = "5f0c2f2e-7d0d-4f6a-9a43-0c7d1b8e2a11";
  static final String RECEIPT =
      """
      {"revision":12,"nodes":["a"],"expired":[],"connections":{"websocket":2,"http":1},
       "credentials":{"token":1},"workloads":["stopped job nightly (1)"],"tookMillis":4}""";

  @TempDir Path home;
  final FakeServer server = new FakeServer();
  Shell shell;

  @BeforeEach
  void aShellWithAToken() {
    shell = new Shell(home).with("GATEHOUSE_URL", server.url()).with("GATEHOUSE_TOKEN", "t0ken");
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
