package gatehouse.engines.metrics;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.workload.Upstream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One connection over which one question is asked, closed when its time is over. */
record Lines(InputStream in, OutputStream out, Closeable connection) implements Closeable {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** How names become addresses. */
  interface Names {
    /** This machine's. */
    Names SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws IOException;
  }

  /** To a port of a replica. */
  static Lines to(Upstream replica, Duration longest, Executor threads) throws IOException {
    SocketChannel channel =
        switch (replica) {
          case Upstream.UnixSocket unix -> SocketChannel.open(StandardProtocolFamily.UNIX);
          case Upstream.Tcp tcp -> SocketChannel.open();
        };
    closeLater(channel, longest, threads);
    try {
      Lines lines =
          new Lines(
              new BufferedInputStream(Channels.newInputStream(channel)),
              Channels.newOutputStream(channel),
              channel);
      switch (replica) {
        case Upstream.UnixSocket unix -> {
          channel.connect(UnixDomainSocketAddress.of(unix.path()));
          if (unix.dialPort() != 0) {
            lines.out.write(new byte[] {(byte) (unix.dialPort() >> 8), (byte) unix.dialPort()});
          }
        }
        case Upstream.Tcp tcp -> channel.connect(new InetSocketAddress(tcp.host(), tcp.port()));
      }
      return lines;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * To somewhere else. The name is resolved once, and the address that was checked is the one
   * connected to.
   */
  static Lines elsewhere(
      URI uri, EgressPolicy policy, Names names, Duration longest, Executor threads)
      throws IOException {
    boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
    String host = uri.getHost();
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS : HTTP;
    InetAddress address =
        names.resolve(host).stream()
            .filter(one -> policy.permits(host, port, one))
            .findFirst()
            .orElseThrow(
                () -> new IOException("the project's egress does not allow " + host + ":" + port));
    var socket = new Socket();
    closeLater(socket, longest, threads);
    try {
      socket.connect(new InetSocketAddress(address, port), (int) longest.toMillis());
      Socket used = tls ? secured(socket, host, port) : socket;
      return new Lines(
          new BufferedInputStream(used.getInputStream()), used.getOutputStream(), used);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static SSLSocket secured(Socket socket, String host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var secured = (SSLSocket) factory.createSocket(socket, host, port, true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** Closing what is closed already does nothing. */
  private static void closeLater(Closeable connection, Duration longest, Executor threads) {
    CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS, threads)
        .execute(
            () -> {
              try {
                connection.close();
              } catch (IOException e) {
                assert !longest.isNegative();
              }
            });
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
