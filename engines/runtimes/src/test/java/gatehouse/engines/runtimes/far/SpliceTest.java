package gatehouse.engines.runtimes.far;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.NetworkBytes;
import gatehouse.core.workload.NetworkMeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes between a program's socket and another node, when one of them falls silent. */
class SpliceTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NetworkMeter meter = new NetworkMeter();
  private SocketChannel program;
  private SocketChannel near;
  private Link visitor;
  private Link far;

  @BeforeEach
  void connect() throws Exception {
    NodeKey key = NodeKey.of(NodeKey.draw());
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      door.bind(path);
      near = SocketChannel.open(path);
      program = door.accept();
      Future<Link> taken = threads.submit(() -> Link.from(port.accept(), key));
      visitor =
          Link.to(
              InetSocketAddress.createUnresolved(
                  port.getInetAddress().getHostAddress(), port.getLocalPort()),
              key);
      far = taken.get(1, TimeUnit.MINUTES);
    }
  }

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    visitor.close();
    far.close();
    near.close();
    program.close();
  }

  @Test
  void aVisitorWhoLeavesIsNotHeldOpenByAProgramThatSaysNothing() throws Exception {
    Future<?> splice = threads.submit(() -> run(SHORT));
    visitor.out().write("hello".getBytes(UTF_8));
    visitor.out().flush();
    assertThat(read(5)).isEqualTo("hello");

    visitor.endOutput();

    assertThat(splice.get(1, TimeUnit.MINUTES)).isNull();
    assertThat(program.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void aProgramMayAnswerWhenNothingMoreComesFromItsVisitor() throws Exception {
    Future<?> splice = threads.submit(() -> run(LONG));
    visitor.endOutput();
    assertThat(program.read(ByteBuffer.allocate(1))).isEqualTo(-1);

    program.write(ByteBuffer.wrap("an answer".getBytes(UTF_8)));
    program.close();

    assertThat(new String(visitor.in().readAllBytes(), UTF_8)).isEqualTo("an answer");
    assertThat(meter.sum()).isEqualTo(new NetworkBytes(0, 9));
    assertThat(splice.get(1, TimeUnit.MINUTES)).isNull();
  }

  @Test
  void aVisitorWhoGoesOnIsReadWhenTheProgramHasSaidAll() throws Exception {
    Future<?> splice = threads.submit(() -> run(LONG));
    program.shutdownOutput();
    assertThat(visitor.in().read()).isEqualTo(-1);

    visitor.out().write("still here".getBytes(UTF_8));
    visitor.out().flush();
    visitor.endOutput();

    assertThat(read(10)).isEqualTo("still here");
    assertThat(splice.get(1, TimeUnit.MINUTES)).isNull();
  }

  private Void run(Duration silence) throws IOException {
    new Splice(near, far, meter, silence).run(threads);
    return null;
  }

  private String read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && program.read(bytes) >= 0) {
      // Until all of it is there.
    }
    return new String(bytes.array(), UTF_8);
  }
}
