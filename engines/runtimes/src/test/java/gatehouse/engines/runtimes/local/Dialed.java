package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gatehouse.core.workload.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A connection to a port inside, made as the gateway makes it. */
final class Dialed implements Closeable {
  private final SocketChannel channel;

  private Dialed(SocketChannel channel) {
    this.channel = channel;
  }

  static Dialed to(Upstream upstream) throws IOException {
    var socket = (Upstream.UnixSocket) upstream;
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket.path()));
    int port = socket.dialPort();
    channel.write(ByteBuffer.wrap(new byte[] {(byte) (port >> 8), (byte) port}));
    return new Dialed(channel);
  }

  /** One request of HTTP/1.0 with the upstream's own headers; the whole answer as text. */
  static String ask(Upstream upstream, String method, String path) throws IOException {
    var head =
        new StringBuilder(method + " " + path + " HTTP/1.0\r\nHost: x.notebook.localhost\r\n");
    upstream.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: 0\r\n\r\n");
    try (Dialed dialed = to(upstream)) {
      dialed.send(head.toString().getBytes(ISO_8859_1));
      return new String(dialed.readAll(), ISO_8859_1);
    }
  }

  void send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Says that nothing more will be sent. */
  void finish() throws IOException {
    channel.shutdownOutput();
  }

  InputStream input() {
    return Channels.newInputStream(channel);
  }

  byte[] readAll() throws IOException {
    var bytes = new ByteArrayOutputStream();
    input().transferTo(bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
