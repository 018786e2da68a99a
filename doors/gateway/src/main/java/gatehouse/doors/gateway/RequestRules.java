package gatehouse.doors.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_URI_TOO_LONG;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request must be so that it can be read in exactly one way, by us and by whatever it is
 * passed on to.
 */
final class RequestRules {
  private RequestRules() {}

  /** Why a request is turned down before anybody looks at what it asks. */
  record Fault(HttpResponseStatus status, String sentence) {}

  /** Whether nothing follows the head. */
  static boolean isBodyless(HttpRequest request) {
    if (request instanceof FullHttpRequest full) {
      return !full.content().isReadable();
    }
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        && (length == null || length.equals("0"));
  }

  /** Whether asking twice does no more than asking once. */
  static boolean isIdempotent(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS)
        || method.equals(HttpMethod.PUT)
        || method.equals(HttpMethod.DELETE);
  }

  /** What is wrong with a request; null for nothing. Brings the target into its origin form. */
  static @Nullable Fault check(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return unreadable(request.decoderResult().cause());
    }
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return new Fault(HTTP_VERSION_NOT_SUPPORTED, "Only HTTP/1.0, 1.1 and 2 are spoken here.");
    }
    if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
      return new Fault(METHOD_NOT_ALLOWED, request.method() + " is not served here.");
    }
    Fault fault = framing(request.headers());
    if (fault != null) {
      return fault;
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1) {
      return bad("A request names exactly one Host.");
    }
    if (request.headers().getAll(HttpHeaderNames.AUTHORIZATION).size() > 1) {
      return bad("A request has at most one Authorization.");
    }
    return target(request, hosts.getFirst());
  }

  private static Fault unreadable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e ->
          new Fault(REQUEST_URI_TOO_LONG, "The request line is too long.");
      case TooLongHttpHeaderException e ->
          new Fault(REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large.");
      default -> bad("The request is malformed.");
    };
  }

  private static @Nullable Fault framing(HttpHeaders headers) {
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean chunked = !codings.isEmpty();
    if (chunked
        && (codings.size() > 1
            || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()))) {
      return bad("Transfer-Encoding is chunked or absent.");
    }
    boolean sized = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (chunked && sized) {
      return bad("A request has Content-Length or Transfer-Encoding, not both.");
    }
    if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)
        || headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY2)) {
      // A draft of WebSocket in which eight bytes follow that no header speaks of.
      return bad("That draft of WebSocket is not spoken here.");
    }
    if (headers.contains(HttpHeaderNames.UPGRADE)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && (chunked || (sized && !"0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH))))) {
      return bad("A request to upgrade has no body.");
    }
    return null;
  }

  private static @Nullable Fault target(HttpRequest request, String host) {
    String uri = request.uri();
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return bad("The request's target holds a character that has to be percent-encoded.");
      }
    }
    if (uri.startsWith("/")) {
      return null;
    }
    if (uri.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS) ? null : bad("* is for OPTIONS alone.");
    }
    return absolute(request, uri, host);
  }

  private static @Nullable Fault absolute(HttpRequest request, String uri, String host) {
    String lower = uri.toLowerCase(Locale.ROOT);
    int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (start < 0) {
      return bad("The request's target is neither a path nor a URL.");
    }
    int end = start;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    if (!uri.substring(start, end).equalsIgnoreCase(host)) {
      return bad("The request's target and its Host name two places.");
    }
    String rest = uri.substring(end);
    request.setUri(rest.startsWith("/") ? rest : "/" + rest);
    return null;
  }

  private static Fault bad(String sentence) {
    return new Fault(BAD_REQUEST, sentence);
  }
}
