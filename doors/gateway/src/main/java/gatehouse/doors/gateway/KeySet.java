package gatehouse.doors.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** The public keys of the signed identity, told to anybody on each host that is served here. */
final class KeySet {
  private static final String PATH = "/.well-known/jwks.json";
  private static final int GOOD_FOR_SECONDS = 300;

  private final String json;

  KeySet(IdentityKeys keys) {
    this.json = keys.jwksJson();
  }

  /** Whether a request asks for the keys. */
  static boolean isFor(HttpRequest request) {
    String uri = request.uri();
    return uri.startsWith(PATH)
        && (uri.length() == PATH.length() || uri.charAt(PATH.length()) == '?')
        && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD));
  }

  /** The whole answer. */
  FullHttpResponse answer() {
    ByteBuf body = ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, json);
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/jwk-set+json")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, "public, max-age=" + GOOD_FOR_SECONDS)
        .set("X-Content-Type-Options", "nosniff");
    return response;
  }
}
