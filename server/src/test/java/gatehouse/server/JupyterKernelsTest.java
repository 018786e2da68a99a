package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.KernelActivity.Seen;
import gatehouse.core.workload.Upstream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterKernelsTest {
  private static final String KERNELS =
      """
      [{"id":"a","execution_state":"idle","last_activity":"2026-11-24T10:00:00.123456Z"},
       {"id":"b","execution_state":"%s","last_activity":"2026-11-24T09:00:00.000000Z"}]""";

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  /** Answers one request; what it was asked. */
  private Future<String> editor(String answer) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    return threads.submit(
        () -> {
          try (server;
              var one = server.accept()) {
            var read = ByteBuffer.allocate(4096);
            var asked = new StringBuilder();
            while (asked.indexOf("\r\n\r\n") < 0 && one.read(read.clear()) >= 0) {
              asked.append(
                  new String(read.array(), 0, read.position(), StandardCharsets.ISO_8859_1));
            }
            one.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            return asked.toString();
          }
        });
  }

  private Optional<Seen> seen(int port) {
    return new JupyterKernels(threads)
        .of(
            new Upstream.UnixSocket(
                folder.resolve("s"), port, Map.of("Authorization", "token secret")));
  }

  @Test
  void theLatestKernelCountsAndTheEditorsOwnTokenIsSent() throws Exception {
    Future<String> asked = editor("HTTP/1.1 200 OK\r\n\r\n" + KERNELS.formatted("idle"));

    assertThat(seen(0)).contains(new Seen(false, Instant.parse("2026-11-24T10:00:00.123456Z")));
    assertThat(asked.get()).startsWith("GET /api/kernels HTTP/1.0\r\n");
    assertThat(asked.get()).contains("Authorization: token secret\r\n");
  }

  @Test
  void oneBusyKernelIsEnoughAndAPortInsideIsNamedFirst() throws Exception {
    Future<String> asked = editor("HTTP/1.1 200 OK\r\n\r\n" + KERNELS.formatted("busy"));

    assertThat(seen(8080)).get().extracting(Seen::busy).isEqualTo(true);
    assertThat(asked.get()).startsWith("\u001f\u0090GET ");
  }

  @Test
  void noKernelsMeansThatNothingWasDoneYet() throws Exception {
    var _ = editor("HTTP/1.1 200 OK\r\n\r\n[]");

    assertThat(seen(0)).contains(new Seen(false, null));
  }

  @Test
  void whatDoesNotSayIsNotIdle() throws Exception {
    assertThat(seen(0)).isEmpty();
    var _ = editor("HTTP/1.1 404 Not Found\r\n\r\n[]");
    assertThat(seen(0)).isEmpty();
  }
}
