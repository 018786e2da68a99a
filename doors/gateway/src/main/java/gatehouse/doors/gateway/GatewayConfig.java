package gatehouse.doors.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the front door is set up.
 *
 * @param bindAddress the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param domain the domain of the installation; workloads live under {@code <kind>.<domain>}
 * @param panelHosts further host names that go to the web server
 * @param panelBase where browsers find the panel, as {@code http://localhost:8080}, without a slash
 *     at the end
 * @param webSocketPath the Unix socket the web server listens on
 * @param tls certificate and key, or null for plain HTTP
 * @param trustedProxies addresses, or ranges as {@code 10.0.0.0/8}, whose {@code X-Forwarded-*} is
 *     believed
 */
public record GatewayConfig(
    String bindAddress,
    int port,
    String domain,
    Set<String> panelHosts,
    String panelBase,
    Path webSocketPath,
    GatewayLimits limits,
    @Nullable TlsFiles tls,
    List<String> trustedProxies) {

  public GatewayConfig {
    domain = domain.toLowerCase(Locale.ROOT);
    panelHosts = Set.copyOf(panelHosts);
    trustedProxies = List.copyOf(trustedProxies);
    if (panelBase.endsWith("/")) {
      panelBase = panelBase.substring(0, panelBase.length() - 1);
    }
  }

  /** Whether a text names trusted proxies: an address, or a range as {@code 10.0.0.0/8}. */
  public static boolean namesProxies(String text) {
    try {
      return new Peer.Proxies(List.of(text)).isNotEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * PEM files: the certificate with its chain, and its private key. Read again when they change.
   */
  public record TlsFiles(Path certificateChain, Path privateKey) {}
}
