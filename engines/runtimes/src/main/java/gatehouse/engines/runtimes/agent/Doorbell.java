package gatehouse.engines.runtimes.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Asks a sandbox's agent to say when something listens on a port inside. */
final class Doorbell implements Closeable {
  private final Executor executor;
  private final Set<SocketChannel> waiting = ConcurrentHashMap.newKeySet();

  Doorbell(Executor executor) {
    this.executor = executor;
  }

  /** Runs {@code listening} once something listens; never, where the run ends before. */
  void ask(Path socket, int port, Runnable listening) {
    executor.execute(
        () -> {
          if (answered(socket, port)) {
            listening.run();
          }
        });
  }

  private boolean answered(Path socket, int port) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      waiting.add(channel);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        channel.write(ByteBuffer.wrap(new byte[] {0, 0, (byte) (port >> 8), (byte) port}));
        ByteBuffer answer = ByteBuffer.allocate(1);
        return channel.read(answer) == 1 && answer.get(0) == 1;
      } finally {
        waiting.remove(channel);
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : waiting) {
      channel.close();
    }
  }
}
