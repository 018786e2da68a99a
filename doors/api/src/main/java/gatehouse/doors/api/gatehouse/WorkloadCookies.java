package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Presented;
import gatehouse.core.access.SignIn;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sessions at one workload that a browser's request presents, as an ingress passes it on. */
final class WorkloadCookies {
  /** The gateway's cookie, which each workload's host has of its own. */
  private static final String NAME = "gatehouse_workload=";

  /** The same over TLS, where nobody else can set it. */
  private static final String SECURE_NAME = "__Host-" + NAME;

  /** A workload may have set one of that name too, so more than one is looked at. */
  private static final int MOST_TRIED = 3;

  private final SignIn signIn;

  WorkloadCookies(SignIn signIn) {
    this.signIn = signIn;
  }

  /** Whom a request for a workload's host is from, if a cookie says so that is still good. */
  Optional<Caller> caller(Call call, String host) {
    if (!isFromHere(call, host)) {
      return Optional.empty();
    }
    List<String> pairs =
        call.headers("Cookie").stream()
            .flatMap(header -> Arrays.stream(header.split(";", -1)))
            .map(String::strip)
            .toList();
    String name = pairs.stream().anyMatch(p -> p.startsWith(SECURE_NAME)) ? SECURE_NAME : NAME;
    return pairs.stream()
        .filter(pair -> pair.startsWith(name))
        .limit(MOST_TRIED)
        .flatMap(pair -> accepted(pair.substring(name.length()), call.address()).stream())
        .findFirst();
  }

  private Optional<Caller> accepted(String secret, String address) {
    var cookie = new Presented.Cookie(Credential.Kind.WORKLOAD_SESSION, new Secret(secret));
    try {
      return Optional.of(signIn.authenticate(cookie, address));
    } catch (Refused e) {
      if (e.refusal() instanceof Unauthenticated) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Workloads share a site: what one makes a browser send to another does not act by its cookie.
   */
  private static boolean isFromHere(Call call, String host) {
    List<String> origins = call.headers("Origin");
    if (!origins.isEmpty()) {
      return origins.size() == 1
          && origins
              .getFirst()
              .toLowerCase(Locale.ROOT)
              .matches("https?://" + Pattern.quote(host) + "(:[0-9]{1,5})?");
    }
    String site = call.header("Sec-Fetch-Site").orElse("none");
    return site.equals("none")
        || site.equals("same-origin")
        || (call.header("Sec-Fetch-Dest").orElse("document").equals("document")
            && call.header("Sec-Fetch-Mode").orElse("").equals("navigate"));
  }
}
