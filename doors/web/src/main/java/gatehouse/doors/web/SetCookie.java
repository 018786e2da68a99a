package gatehouse.doors.web;

import gatehouse.core.identity.Secret;
import java.time.Duration;

/**
 * A cookie being set: for this host alone, out of reach of scripts, not sent along by other sites.
 *
 * @param lasts for how long; zero takes it away
 * @param secure whether it is sent over TLS alone
 */
public record SetCookie(String name, Secret value, Duration lasts, boolean secure) {

  /** The header's value. */
  String header() {
    return name
        + "="
        + value.value()
        + "; Path=/; Max-Age="
        + lasts.toSeconds()
        + "; HttpOnly; SameSite=Lax"
        + (secure ? "; Secure" : "");
  }
}
