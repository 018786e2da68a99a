package gatehouse.doors.gateway;

import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.gateway.Destination.Malformed;
import gatehouse.doors.gateway.Destination.ToWorkload;
import gatehouse.doors.gateway.Destination.Unknown;
import gatehouse.doors.gateway.Destination.Web;
import io.netty.util.NetUtil;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads host names: which are the panel's, which are a workload's. */
final class Destinations {
  private static final Web WEB = new Web();
  private static final Unknown UNKNOWN = new Unknown();
  private static final Malformed MALFORMED = new Malformed();
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final String GRPC = "-grpc";
  private static final int UUID_LENGTH = 36;

  private final String suffix;
  private final Set<String> panel = new HashSet<>();

  Destinations(String domain, Set<String> panelHosts) {
    this.suffix = "." + domain;
    panel.add(domain);
    panel.add("localhost");
    panelHosts.forEach(host -> panel.add(host.toLowerCase(Locale.ROOT)));
  }

  /** Where a {@code Host} goes, its port left aside. */
  Destination of(String host) {
    String name = nameIn(host.toLowerCase(Locale.ROOT));
    if (name == null) {
      return MALFORMED;
    }
    if (panel.contains(name) || isAddress(name)) {
      return WEB;
    }
    if (!NAME.matcher(name).matches()) {
      return MALFORMED;
    }
    return name.endsWith(suffix)
        ? workload(name.substring(0, name.length() - suffix.length()))
        : UNKNOWN;
  }

  private static Destination workload(String text) {
    int dot = text.indexOf('.');
    String word = dot < 0 ? "" : text.substring(dot + 1);
    boolean grpc = word.endsWith(GRPC);
    WorkloadKind kind = kind(grpc ? word.substring(0, word.length() - GRPC.length()) : word);
    if (kind == null || dot < UUID_LENGTH) {
      return UNKNOWN;
    }
    String id = text.substring(0, UUID_LENGTH);
    int port = dot == UUID_LENGTH ? 0 : port(text.substring(UUID_LENGTH, dot));
    UUID uuid = uuid(id);
    if (port < 0 || uuid == null || (grpc && port != 0)) {
      return UNKNOWN;
    }
    return new ToWorkload(kind, new WorkloadId(uuid), grpc ? WorkloadDirectory.GRPC : port);
  }

  private static @Nullable UUID uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable WorkloadKind kind(String word) {
    for (WorkloadKind kind : WorkloadKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /** Reads {@code -8080}; -1 for anything else. */
  private static int port(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : "";
    int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
    return port <= 65535 ? port : -1;
  }

  private static boolean isAddress(String name) {
    return name.startsWith("[")
        ? NetUtil.isValidIpV6Address(name.substring(1, name.length() - 1))
        : NetUtil.isValidIpV4Address(name);
  }

  /** The host without its port; null where it has not that shape. */
  private static @Nullable String nameIn(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    if (end < 0) {
      return host.isEmpty() ? null : host;
    }
    if (end == 0) {
      return null;
    }
    String rest = host.substring(end);
    boolean portIsFine =
        rest.isEmpty() || (rest.startsWith(":") && PORT.matcher(rest.substring(1)).matches());
    return portIsFine ? host.substring(0, end) : null;
  }
}
