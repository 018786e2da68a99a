package gatehouse.doors.cli.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is.
 *
 * @param base scheme, host and port, without a slash at the end
 */
public record Address(URI base) {

  /** Reads an address; the scheme may be left out. */
  public static Address parse(String text) {
    String whole = text.contains("://") ? text : "http://" + text;
    try {
      URI uri = new URI(whole.replaceAll("/+$", ""));
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || !(scheme.equals("http") || scheme.equals("https"))) {
        throw notAnAddress(text);
      }
      return new Address(uri);
    } catch (URISyntaxException e) {
      throw notAnAddress(text);
    }
  }

  private static Failure notAnAddress(String text) {
    return new Failure(
        "\"" + text + "\" is not an address: give it as http://localhost:8080 or https://host.");
  }

  /** Where a request goes. */
  URI at(Route route) {
    return connectable(URI.create(base + route.path()));
  }

  /** Where a WebSocket goes. */
  URI socketAt(Route route) {
    return connectable(URI.create(base.toString().replaceFirst("^http", "ws") + route.path()));
  }

  /**
   * The Host header to send when the name itself cannot be looked up: every name under localhost is
   * this machine (RFC 6761), but not every resolver knows.
   */
  @Nullable String hostHeader() {
    return loopbackByName() ? base.getRawAuthority() : null;
  }

  /** Whether what is sent there can be read by others on the way. */
  public boolean readableOnTheWay() {
    return base.getScheme().equals("http") && !isLoopback(base.getHost());
  }

  private URI connectable(URI uri) {
    if (!loopbackByName()) {
      return uri;
    }
    return URI.create(uri.toString().replaceFirst("://[^/:]+", "://127.0.0.1"));
  }

  private boolean loopbackByName() {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".localhost") && !resolves(host);
  }

  private static boolean resolves(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
        || host.equals("[::1]")
        || host.startsWith("127.");
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
