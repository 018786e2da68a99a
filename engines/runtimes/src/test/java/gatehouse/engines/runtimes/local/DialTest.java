package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Upstream;
import gatehouse.engines.runtimes.agent.ProcessStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way into a sandbox: bytes pass both ways, unchanged, and nothing is left open. */
class DialTest extends LocalTrials {
  /** Gives back, after the end of what it is sent, what it was sent. */
  private static final String ECHO =
      """
      import socket, threading, sys
      def serve(c):
          parts = []
          while True:
              part = c.recv(65536)
              if not part: break
              parts.append(part)
          try:
              c.sendall(b''.join(parts))
          except OSError: pass
          c.close()
      family, host = (socket.AF_INET6, '::1') if len(sys.argv) > 1 else (socket.AF_INET, '127.0.0.1')
      s = socket.socket(family); s.bind((host, 8080)); s.listen(1024)
      while True:
          c, _ = s.accept()
          threading.Thread(target=serve, args=(c,), daemon=True).start()
      """;

  @Test
  void aServerInsideAnswersHttp() throws IOException {
    RunId run =
        start(shell("echo hello > page; exec python3 -m http.server --bind 127.0.0.1 8080"));
    watcher().listening(run);

    String answer = Dialed.ask(address(run), "GET", "/page");

    assertThat(answer).startsWith("HTTP/1.0 200").endsWith("\r\n\r\nhello\n");
  }

  @Test
  void aServerOnIpv6LoopbackAloneIsReachedToo() throws IOException {
    RunId run = start(job("python3", "-c", ECHO, "6"));
    watcher().listening(run);

    assertThat(echoed(run, "six".getBytes(ISO_8859_1))).asString().isEqualTo("six");
  }

  @Test
  void aPortWhereNobodyListensClosesAtOnce() throws IOException {
    RunId run = start(job("sleep", "1000"));
    watcher().started(run);

    try (Dialed dialed = Dialed.to(address(run))) {
      assertThat(dialed.readAll()).isEmpty();
    }
    assertThat(runtime().observe(run).orElseThrow().listening()).isFalse();
  }

  @Test
  void theEndOfOneDirectionLeavesTheOtherOpen() throws IOException {
    RunId run = start(job("python3", "-c", ECHO));
    watcher().listening(run);
    byte[] sent = new byte[3_000_000];
    new Random(1).nextBytes(sent);

    assertThat(Arrays.equals(echoed(run, sent), sent)).isTrue();
  }

  @Test
  void manyConnectionsAtOnceKeepTheirBytesApartAndLeaveNoDescriptorBehind() throws Exception {
    RunId run = start(job("python3", "-c", ECHO));
    watcher().listening(run);
    Path descriptors = Path.of("/proc", Long.toString(agent(run).pid()), "fd");
    List<Callable<Boolean>> connections = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      byte[] sent = new byte[1 + i * 251];
      new Random(i).nextBytes(sent);
      connections.add(() -> Arrays.equals(echoed(run, sent), sent));
    }

    try (var pool = Executors.newFixedThreadPool(64)) {
      for (Future<Boolean> good : pool.invokeAll(connections)) {
        assertThat(good.get()).isTrue();
      }
    }

    // The agent hears of the last ends a moment after we do.
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (sockets(descriptors) > 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    // What is pooled stays: at most 64 pipes, and the agent's own handful.
    assertThat(count(descriptors)).isLessThan(2 * 64 + 16);
    assertThat(sockets(descriptors)).as("the way in and the way out").isEqualTo(2);
  }

  @Test
  void aSlowReaderHoldsTheWriterBackInsteadOfFillingMemory() throws IOException {
    String flood =
        """
        import socket
        s = socket.socket(); s.bind(('127.0.0.1', 8080)); s.listen()
        c, _ = s.accept()
        block = b'x' * 1000000
        for i in range(200): c.sendall(block)
        c.close(); s.accept()
        """;
    RunId run = start(job("python3", "-c", flood));
    watcher().listening(run);

    try (Dialed dialed = Dialed.to(address(run));
        InputStream input = dialed.input()) {
      assertThat(input.readNBytes(1_000_000)).hasSize(1_000_000);
      assertThat(ProcessStat.of(agent(run).pid()).orElseThrow().memory()).isLessThan(8 * MIB);
      long rest = 0;
      byte[] buffer = new byte[1 << 16];
      for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
        rest += n;
      }
      assertThat(rest).isEqualTo(199_000_000);
    }
  }

  @Test
  void aClientThatLeavesEndsTheConnectionInside() throws IOException {
    String watch =
        """
        import socket
        s = socket.socket(); s.bind(('127.0.0.1', 8080)); s.listen()
        c, _ = s.accept()
        print('got', c.recv(3), flush=True)
        print('then', c.recv(3), flush=True)
        """;
    RunId run = start(job("python3", "-c", watch));
    watcher().listening(run);

    try (Dialed dialed = Dialed.to(address(run))) {
      dialed.send("abc".getBytes(ISO_8859_1));
      untilOutput(run, "got b'abc'");
    }

    watcher().ending(run);
    assertThat(output(run)).contains("then b''");
  }

  @Test
  void theLastWordsOfAServerThatEndsAreDelivered() throws IOException {
    String farewell =
        """
        import socket
        s = socket.socket(); s.bind(('127.0.0.1', 8080)); s.listen()
        c, _ = s.accept()
        c.sendall(b'y' * 100000)
        """;
    RunId run = start(job("python3", "-c", farewell));
    watcher().listening(run);

    try (Dialed dialed = Dialed.to(address(run))) {
      assertThat(dialed.readAll()).hasSize(100_000);
    }
  }

  private Upstream address(RunId run) {
    return runtime().address(run, 8080).orElseThrow();
  }

  private byte[] echoed(RunId run, byte[] sent) throws IOException {
    try (Dialed dialed = Dialed.to(address(run))) {
      dialed.send(sent);
      dialed.finish();
      return dialed.readAll();
    }
  }

  private ProcessHandle agent(RunId run) {
    return opened.processes(run).get(2);
  }

  private static long count(Path descriptors) throws IOException {
    try (Stream<Path> list = Files.list(descriptors)) {
      return list.count();
    }
  }

  private static long sockets(Path descriptors) throws IOException {
    long sockets = 0;
    try (Stream<Path> list = Files.list(descriptors)) {
      for (Path link : list.toList()) {
        if (Files.readSymbolicLink(link).toString().startsWith("socket:")) {
          sockets++;
        }
      }
    }
    return sockets;
  }
}
