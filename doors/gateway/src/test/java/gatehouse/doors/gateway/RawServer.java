package gatehouse.doors.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that does with each connection what a test says; remembers the heads it read. */
final class RawServer implements AutoCloseable {
  /** What to do with a connection. */
  interface Talk {
    void with(Connection connection) throws IOException;
  }

  private final ServerSocketChannel listening;
  private final ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();
  final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  final AtomicInteger connections = new AtomicInteger();

  private RawServer(ProtocolFamily family, SocketAddress address, Talk talk) throws IOException {
    listening = ServerSocketChannel.open(family);
    listening.bind(address);
    var _ = each.submit(() -> accept(talk));
  }

  static RawServer unix(Path path, Talk talk) throws IOException {
    return new RawServer(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(path), talk);
  }

  static RawServer tcp(Talk talk) throws IOException {
    return new RawServer(
        StandardProtocolFamily.INET,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        talk);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listening.getLocalAddress()).getPort();
  }

  /** The next head that some connection read. */
  String nextHead() throws InterruptedException {
    String head = heads.poll(10, TimeUnit.SECONDS);
    if (head == null) {
      throw new AssertionError("no request came");
    }
    return head;
  }

  private void accept(Talk talk) {
    while (true) {
      try {
        SocketChannel channel = listening.accept();
        connections.incrementAndGet();
        var _ =
            each.submit(
                () -> {
                  try (channel) {
                    talk.with(new Connection(channel));
                  } catch (IOException e) {
                    // The other side is gone.
                  }
                });
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    each.shutdownNow();
  }

  /** One connection. */
  final class Connection {
    final SocketChannel channel;
    final InputStream in;
    final OutputStream out;

    Connection(SocketChannel channel) {
      this.channel = channel;
      this.in = Channels.newInputStream(channel);
      this.out = Channels.newOutputStream(channel);
    }

    /** The next request's head; null at the end. */
    String head() throws IOException {
      String head = Wire.head(in);
      if (head != null) {
        heads.add(head);
      }
      return head;
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Answers each request with 200 and a text, until the other side closes. */
    void answerAll(String body) throws IOException {
      for (String head = head(); head != null; head = head()) {
        Wire.skipBody(in, head);
        say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      }
    }
  }

  /** Reading HTTP by hand. */
  static final class Wire {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private Wire() {}

    static void skipBody(InputStream in, String head) throws IOException {
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        in.readNBytes(Integer.parseInt(length.group(1)));
      }
    }

    static String head(InputStream in) throws IOException {
      var head = new ByteArrayOutputStream();
      int last = 0;
      while (true) {
        int b = in.read();
        if (b < 0) {
          return head.size() == 0 ? null : head.toString(StandardCharsets.ISO_8859_1);
        }
        head.write(b);
        last = last << 8 | b;
        if (last == 0x0d0a0d0a) {
          return head.toString(StandardCharsets.ISO_8859_1);
        }
      }
    }
  }
}
