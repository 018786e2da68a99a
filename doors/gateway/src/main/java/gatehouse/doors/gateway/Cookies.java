package gatehouse.doors.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gatehouse's own cookies among those of a workload. */
final class Cookies {
  /** The session at one workload. */
  static final String SESSION = "gatehouse_workload";

  /** With this before its name a browser takes a cookie from its own host alone (RFC 6265bis). */
  private static final String HOST = "__Host-";

  private static final String OURS = "gatehouse_";
  private static final int MOST_TRIED = 3;

  private Cookies() {}

  /**
   * The sessions a request presents. Without TLS another workload may have set one of that name
   * too: so, several.
   *
   * @param secure whether the request came over TLS
   */
  static List<String> sessions(HttpHeaders headers, boolean secure) {
    String begin = name(secure) + "=";
    List<String> found = new ArrayList<>(1);
    for (String header : headers.getAll(HttpHeaderNames.COOKIE)) {
      for (String pair : header.split(";", -1)) {
        String trimmed = pair.strip();
        if (trimmed.startsWith(begin) && found.size() < MOST_TRIED) {
          found.add(trimmed.substring(begin.length()));
        }
      }
    }
    return found;
  }

  /** A {@code Cookie} header without ours; null where nothing is left. */
  static @Nullable String withoutOurs(String header) {
    if (!header.contains(OURS)) {
      return header;
    }
    var kept = new ArrayList<String>();
    for (String pair : header.split(";", -1)) {
      String trimmed = pair.strip();
      if (!trimmed.isEmpty() && !isOurs(trimmed)) {
        kept.add(trimmed);
      }
    }
    return kept.isEmpty() ? null : String.join("; ", kept);
  }

  /** Whether a {@code Set-Cookie} of a workload would set one of ours. */
  static boolean setsOurs(String setCookie) {
    return isOurs(setCookie.stripLeading());
  }

  private static boolean isOurs(String cookie) {
    return cookie.startsWith(OURS) || cookie.startsWith(HOST + OURS);
  }

  private static String name(boolean secure) {
    return secure ? HOST + SESSION : SESSION;
  }

  /**
   * A {@code Set-Cookie} of a workload for its own host alone: a {@code Domain} would give the
   * cookie to the panel and to all other workloads.
   */
  static String forItsHostAlone(String setCookie) {
    String[] parts = setCookie.split(";", -1);
    var kept = new ArrayList<String>(parts.length);
    kept.add(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String name = parts[i].split("=", 2)[0].strip();
      if (!name.equalsIgnoreCase("Domain")) {
        kept.add(parts[i]);
      }
    }
    return String.join(";", kept);
  }

  /** The header that sets the session. */
  static String setting(String secret, boolean secure) {
    return name(secure)
        + "="
        + secret
        + "; Path=/; HttpOnly; SameSite=Lax"
        + (secure ? "; Secure" : "");
  }
}
