package gatehouse.engines.runtimes.far;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/**
 * A connection between two nodes. Closing it closes the socket below TLS, so that it never waits
 * for the other end.
 */
final class Link implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** What has to come next comes within this time. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final int BUFFER = 16 * 1024;

  private final Socket below;
  private final SSLSocket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Link(Socket below, SSLSocket socket) throws IOException {
    this.below = below;
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  /** Connects to a node, and makes sure that it is one. */
  static Link to(InetSocketAddress node, NodeKey key) throws IOException {
    var below = new Socket();
    try {
      below.connect(
          new InetSocketAddress(node.getHostString(), node.getPort()), (int) CONNECT.toMillis());
      return secured(below, key, true);
    } catch (IOException | RuntimeException e) {
      below.close();
      throw e;
    }
  }

  /** Takes a connection from a node, and makes sure that it is one. */
  static Link from(Socket below, NodeKey key) throws IOException {
    return secured(below, key, false);
  }

  private static Link secured(Socket below, NodeKey key, boolean client) throws IOException {
    below.setTcpNoDelay(true);
    below.setKeepAlive(true);
    below.setSoTimeout((int) ANSWER.toMillis());
    SSLSocket socket =
        (SSLSocket)
            key.context()
                .getSocketFactory()
                .createSocket(
                    below, below.getInetAddress().getHostAddress(), below.getPort(), false);
    socket.setUseClientMode(client);
    socket.setNeedClientAuth(!client);
    socket.startHandshake();
    return new Link(below, socket);
  }

  DataInputStream in() {
    return in;
  }

  DataOutputStream out() {
    return out;
  }

  /** From here on it may be silent for as long as it likes, or for a time. */
  void mayBeSilentFor(Duration longest) throws SocketException {
    below.setSoTimeout((int) longest.toMillis());
  }

  /** What comes next comes soon. */
  void expectsAnAnswer() throws SocketException {
    below.setSoTimeout((int) ANSWER.toMillis());
  }

  /** Says that nothing more comes from here. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      below.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
