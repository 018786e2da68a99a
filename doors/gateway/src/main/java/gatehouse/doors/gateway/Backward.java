package gatehouse.doors.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** The head of an answer as it goes back to a caller. */
final class Backward {
  private Backward() {}

  /** Whether an answer's framing is one that we can pass on without changing what it says. */
  static boolean isReadable(HttpResponse response) {
    List<String> codings = response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()));
  }

  /** Whether its line may serve again once it has ended. */
  static boolean keepsLine(HttpResponse response, boolean head) {
    return HttpUtil.isKeepAlive(response)
        && (head
            || isEmpty(response)
            || response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
            || response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING));
  }

  static boolean isEventStream(HttpResponse response) {
    String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }

  /**
   * Makes an answer fit the caller's version and connection.
   *
   * @return whether the caller's connection may go on after it
   */
  static boolean head(HttpResponse response, HttpVersion version, boolean head, boolean goesOn) {
    HttpHeaders headers = response.headers();
    HeaderRules.backward(headers);
    boolean modern = version.equals(HttpVersion.HTTP_1_1);
    boolean delimited =
        head || isEmpty(response) || headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (!delimited && modern) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    boolean stays = goesOn && (delimited || modern);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    HttpUtil.setKeepAlive(headers, version, stays);
    return stays;
  }

  /** An answer before the answer, such as 100 and 103. */
  static FullHttpResponse informational(HttpResponse response) {
    HeaderRules.backward(response.headers());
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        response.status(),
        Unpooled.EMPTY_BUFFER,
        response.headers(),
        DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders());
  }

  /** The answer that ends HTTP on a connection. */
  static void switching(HttpResponse response, String protocol) {
    HttpHeaders headers = response.headers();
    HeaderRules.backward(headers);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    headers.set(HttpHeaderNames.UPGRADE, protocol);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  private static boolean isEmpty(HttpResponse response) {
    int code = response.status().code();
    return code == 204 || code == 304;
  }
}
