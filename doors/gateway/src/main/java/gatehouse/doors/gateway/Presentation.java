package gatehouse.doors.gateway;

import gatehouse.core.access.Credential;
import gatehouse.core.access.Presented;
import gatehouse.core.identity.Secret;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request presents to say who it is from. */
final class Presentation {
  private Presentation() {}

  /**
   * All that is presented, to be tried in this order: sessions by cookie, then authorization.
   *
   * @param secure whether the request came over TLS
   */
  static List<Presented> in(HttpHeaders headers, String host, boolean secure) {
    List<Presented> presented = new ArrayList<>(1);
    boolean fromHere = isFromHere(headers, host);
    if (fromHere && headers.contains(HttpHeaderNames.COOKIE)) {
      for (String session : Cookies.sessions(headers, secure)) {
        presented.add(new Presented.Cookie(Credential.Kind.WORKLOAD_SESSION, new Secret(session)));
      }
    }
    List<String> authorization = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    if (authorization.size() == 1) {
      Presented one = authorization(authorization.getFirst());
      if (one != null && (fromHere || !(one instanceof Presented.Basic))) {
        presented.add(one);
      }
    }
    return presented;
  }

  /**
   * Whether what a browser adds by itself counts: a cookie, or a password that it knows. Workloads
   * are somebody else's code and share a site with each other: what one of them makes a browser
   * send to another carries that, and must not act by it. Programs name no origin.
   */
  private static boolean isFromHere(HttpHeaders headers, String host) {
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    if (origins.size() > 1) {
      return false;
    }
    if (!origins.isEmpty()) {
      String origin = origins.getFirst();
      int authority = origin.indexOf("://");
      return authority >= 0 && isSameWorkload(origin.substring(authority + 3), host);
    }
    String site = headers.get("Sec-Fetch-Site");
    return site == null
        || site.equals("same-origin")
        || site.equals("none")
        || (isWholePage(headers) && "navigate".equals(headers.get("Sec-Fetch-Mode")));
  }

  /** A link that is followed, and not a frame, behind which another's page may hide this one. */
  private static boolean isWholePage(HttpHeaders headers) {
    String destination = headers.get("Sec-Fetch-Dest");
    return destination == null || destination.equals("document");
  }

  /** The ports of one workload trust each other: they are one program's. */
  private static boolean isSameWorkload(String origin, String host) {
    if (origin.equalsIgnoreCase(host)) {
      return true;
    }
    int id = 36;
    return origin.length() > id
        && host.length() > id
        && origin.regionMatches(true, 0, host, 0, id)
        && afterLabel(origin).equalsIgnoreCase(afterLabel(host));
  }

  private static String afterLabel(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(dot);
  }

  private static @Nullable Presented authorization(String header) {
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return new Presented.Bearer(new Secret(header.substring(7).strip()));
    }
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return basic(header.substring(6).strip());
    }
    return null;
  }

  /** A name and a password; null for what is neither. */
  static @Nullable Presented basic(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int colon = pair.indexOf(':');
      return colon < 0
          ? null
          : new Presented.Basic(pair.substring(0, colon), new Secret(pair.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }
}
