package gatehouse.doors.gateway;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadDirectory.Route;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes on to.
 *
 * @param dialPort the port to name first, as two bytes; 0 for none
 * @param http2 whether it speaks HTTP/2 from the first byte, as gRPC does
 * @param headers what the upstream wants to see on each request
 * @param run which of a workload's runs it is; null for our own web server
 * @param ours whether it is our own web server, which alone may set our cookies
 */
record Target(
    SocketAddress address,
    boolean unix,
    int dialPort,
    boolean http2,
    Map<String, String> headers,
    @Nullable RunId run,
    boolean ours) {

  /** What tells lines to one target from lines to another. */
  record Key(SocketAddress address, int dialPort) {}

  static Target of(Route route, Transport transport, boolean http2) {
    return switch (route.upstream()) {
      case Upstream.UnixSocket(var path, int dialPort, var headers) ->
          new Target(
              transport.unixAddress().apply(path),
              true,
              dialPort,
              http2,
              headers,
              route.run(),
              false);
      case Upstream.Tcp(String host, int port, var headers) ->
          new Target(address(host, port), false, 0, http2, headers, route.run(), false);
    };
  }

  Key key() {
    return new Key(address, dialPort);
  }

  private static InetSocketAddress address(String host, int port) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
    return literal == null
        ? InetSocketAddress.createUnresolved(host, port)
        : new InetSocketAddress(literal, port);
  }
}
