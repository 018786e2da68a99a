package gatehouse.doors.gateway;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which headers pass, in both directions. */
final class HeaderRules {
  /** A caller may not have these taken out by naming them in {@code Connection}. */
  private static final Set<String> NEVER_HOP_BY_HOP =
      Set.of("host", "content-length", "content-type", "cookie", "authorization", "origin");

  private static final String AUTH_TOKEN = "x-auth-token";
  private static final AsciiString PROJECT = AsciiString.cached("X-Gatehouse-Project");
  private static final AsciiString CSRF = AsciiString.cached("X-Gatehouse-CSRF");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  private static final AsciiString ALT_SVC = AsciiString.cached("alt-svc");
  private static final AsciiString CLEAR_SITE_DATA = AsciiString.cached("clear-site-data");
  private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");

  private HeaderRules() {}

  /**
   * A request's headers as they go on to a workload, without what is meant for this hop, without
   * our own cookies and without anything that looks like our own word.
   *
   * @param withheld which {@code Authorization} is none of the workload's business
   */
  static HttpHeaders toWorkload(HttpHeaders from, Predicate<String> withheld) {
    Set<String> named = named(from);
    HttpHeaders to = empty();
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = from.iteratorCharSequence();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      CharSequence name = header.getKey();
      CharSequence value = header.getValue();
      if (isForThisHop(name, named) || isOurWord(name)) {
        continue;
      }
      if (is(name, HttpHeaderNames.COOKIE)) {
        String rest = Cookies.withoutOurs(value.toString());
        if (rest != null) {
          to.add(name, rest);
        }
      } else if (is(name, HttpHeaderNames.AUTHORIZATION)
          ? !withheld.test(value.toString())
          : !isAuthToken(name) || !Withheld.hasOurSecret(value.toString())) {
        to.add(name, value);
      }
    }
    return to;
  }

  /**
   * A request's headers as they go on to the web server, which reads cookies and authorization
   * itself.
   *
   * @param trusted whether they come from a proxy whose word counts
   */
  static HttpHeaders toWeb(HttpHeaders from, boolean trusted) {
    Set<String> named = named(from);
    HttpHeaders to = empty();
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = from.iteratorCharSequence();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      CharSequence name = header.getKey();
      if (!isForThisHop(name, named)
          && (!isOurWord(name)
              || isForTheWebServer(name)
              || (trusted && begins(name, "x-forwarded")))) {
        to.add(name, header.getValue());
      }
    }
    return to;
  }

  private static HttpHeaders empty() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }

  /** Takes out of an answer what was meant for this hop, and what only we may say. */
  static void backward(HttpHeaders headers) {
    Set<String> named = named(headers);
    List<CharSequence> gone = new ArrayList<>(2);
    Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      CharSequence name = all.next().getKey();
      if (isForThisHop(name, named) || is(name, ALT_SVC)) {
        gone.add(name);
      }
    }
    gone.forEach(headers::remove);
  }

  /** Whether a request asks to change the protocol, to one that we let pass. */
  static @Nullable String upgrade(HttpHeaders headers) {
    String protocol = headers.get(HttpHeaderNames.UPGRADE);
    return protocol != null
            && !protocol.toLowerCase(Locale.ROOT).startsWith("h2c")
            && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        ? protocol
        : null;
  }

  /** Takes out of a workload's answer what would reach beyond its own host. */
  static void withinItsHost(HttpHeaders headers) {
    // A browser clears the cookies of all hosts of the domain, the panel's among them.
    headers.remove(CLEAR_SITE_DATA);
    if (headers.contains(HttpHeaderNames.SET_COOKIE)) {
      headers.set(
          HttpHeaderNames.SET_COOKIE,
          headers.getAll(HttpHeaderNames.SET_COOKIE).stream()
              .filter(cookie -> !Cookies.setsOurs(cookie))
              .map(Cookies::forItsHostAlone)
              .toList());
    }
  }

  /** The headers that {@code Connection} names. */
  private static Set<String> named(HttpHeaders headers) {
    String connection = headers.get(HttpHeaderNames.CONNECTION);
    if (connection == null
        || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection)
        || HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(connection)) {
      return Set.of();
    }
    var named = new HashSet<String>();
    for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String token : value.split(",", -1)) {
        String name = token.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !NEVER_HOP_BY_HOP.contains(name)) {
          named.add(name);
        }
      }
    }
    return named;
  }

  private static boolean isForThisHop(CharSequence name, Set<String> named) {
    boolean standard =
        switch (name.length()) {
          case 2 -> is(name, HttpHeaderNames.TE);
          case 7 -> is(name, HttpHeaderNames.UPGRADE);
          case 10 -> is(name, HttpHeaderNames.CONNECTION) || is(name, KEEP_ALIVE);
          case 14 -> is(name, HTTP2_SETTINGS);
          case 16 -> is(name, PROXY_CONNECTION);
          case 17 -> is(name, HttpHeaderNames.TRANSFER_ENCODING);
          case 18 -> is(name, HttpHeaderNames.PROXY_AUTHENTICATE);
          case 19 -> is(name, HttpHeaderNames.PROXY_AUTHORIZATION);
          default -> false;
        };
    return standard
        || (!named.isEmpty() && named.contains(name.toString().toLowerCase(Locale.ROOT)));
  }

  /** Names such as {@code X_Gatehouse_User} too: many programs read them as the same. */
  private static boolean isOurWord(CharSequence name) {
    if (name.length() < 7) {
      return false;
    }
    char first = name.charAt(0);
    if (first == 'x' || first == 'X') {
      return begins(name, "x-gatehouse")
          || begins(name, "x-forwarded")
          || begins(name, "x-real-ip")
          || begins(name, "x-http2-");
    }
    return (first == 'f' || first == 'F') && begins(name, "forwarded") && name.length() == 9;
  }

  /**
   * What a caller of the web server says with a word of ours, and may: which project, and by whose
   * page.
   */
  private static boolean isForTheWebServer(CharSequence name) {
    return is(name, PROJECT) || is(name, CSRF);
  }

  private static boolean isAuthToken(CharSequence name) {
    return name.length() == AUTH_TOKEN.length() && begins(name, AUTH_TOKEN);
  }

  private static boolean begins(CharSequence name, String prefix) {
    if (name.length() < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      char c = name.charAt(i);
      char normal = c == '_' ? '-' : Character.toLowerCase(c);
      if (normal != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(CharSequence name, AsciiString other) {
    return other.contentEqualsIgnoreCase(name);
  }
}
