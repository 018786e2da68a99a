package gatehouse.server;

import gatehouse.core.workload.Asker;
import gatehouse.core.workload.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Sends one GET over a connection of its own, and reads the first line of what comes. */
final class HttpAsker implements Asker {
  private static final int FIRST_LINE = 12;
  private static final String GOOD = " 200";

  private final Executor threads;

  /**
   * @param threads one per task, for they wait
   */
  HttpAsker(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void ask(Upstream at, String path, Duration timeout, Consumer<Boolean> answered) {
    threads.execute(() -> answered.accept(isGood(at, path, timeout)));
  }

  private boolean isGood(Upstream at, String path, Duration timeout) {
    var late = new AtomicBoolean(true);
    try (SocketChannel channel = open(at)) {
      CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, threads)
          .execute(
              () -> {
                if (late.get()) {
                  close(channel);
                }
              });
      String answer = talk(channel, at, path);
      return answer.startsWith("HTTP/1.") && answer.endsWith(GOOD);
    } catch (IOException e) {
      return false;
    } finally {
      late.set(false);
    }
  }

  private static SocketChannel open(Upstream at) throws IOException {
    return switch (at) {
      case Upstream.UnixSocket unix -> SocketChannel.open(StandardProtocolFamily.UNIX);
      case Upstream.Tcp tcp -> SocketChannel.open();
    };
  }

  private static String talk(SocketChannel channel, Upstream at, String path) throws IOException {
    switch (at) {
      case Upstream.UnixSocket unix -> {
        channel.connect(UnixDomainSocketAddress.of(unix.path()));
        if (unix.dialPort() != 0) {
          write(channel, new byte[] {(byte) (unix.dialPort() >> 8), (byte) unix.dialPort()});
        }
      }
      case Upstream.Tcp tcp -> channel.connect(new InetSocketAddress(tcp.host(), tcp.port()));
    }
    var head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    head.append("User-Agent: gatehouse-probe\r\nConnection: close\r\n");
    at.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    write(channel, (head + "\r\n").getBytes(StandardCharsets.US_ASCII));
    ByteBuffer line = ByteBuffer.allocate(FIRST_LINE);
    while (line.hasRemaining()) {
      if (channel.read(line) < 0) {
        break;
      }
    }
    return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII);
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      int written = channel.write(left);
      assert written >= 0;
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      assert !channel.isOpen();
    }
  }
}
