package gatehouse.doors.web;

import gatehouse.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie of a session at the panel, and the proof that a request was made by the panel's own
 * pages: an HMAC keyed with the session's secret, which nobody else has.
 */
public final class PanelSession {
  /** Its name over plain HTTP; over TLS it is {@link #SECURE_NAME}. */
  public static final String NAME = "gatehouse_panel";

  /** A name that browsers accept from this very host alone. */
  public static final String SECURE_NAME = "__Host-gatehouse_panel";

  /** The header that carries the proof. */
  public static final String CSRF_HEADER = "X-Gatehouse-CSRF";

  /** The form field that carries the proof. */
  public static final String CSRF_FIELD = "csrf";

  private PanelSession() {}

  /** The cookie that begins a session. */
  public static SetCookie begun(Secret session, Duration lasts, boolean secure) {
    return new SetCookie(secure ? SECURE_NAME : NAME, session, lasts, secure);
  }

  /** The cookie that ends it in the browser. */
  public static SetCookie ended(boolean secure) {
    return begun(new Secret(""), Duration.ZERO, secure);
  }

  /** The proof that belongs to a session. */
  public static String csrf(Secret session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(session.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] proof = mac.doFinal("gatehouse csrf".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(proof);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Whether a text is the session's proof; takes as long either way. */
  static boolean proves(Secret session, String text) {
    return MessageDigest.isEqual(
        csrf(session).getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The session in the {@code Cookie} headers. Of two that claim the name neither is taken: a page
   * on a neighbouring host can plant one, but cannot take the true one away.
   */
  static Optional<Secret> in(List<String> cookieHeaders, boolean secure) {
    String wanted = (secure ? SECURE_NAME : NAME) + "=";
    List<String> found =
        cookieHeaders.stream()
            .flatMap(header -> List.of(header.split(";", -1)).stream())
            .map(String::strip)
            .filter(pair -> pair.startsWith(wanted))
            .map(pair -> pair.substring(wanted.length()))
            .filter(value -> !value.isEmpty())
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(new Secret(found.getFirst())) : Optional.empty();
  }
}
