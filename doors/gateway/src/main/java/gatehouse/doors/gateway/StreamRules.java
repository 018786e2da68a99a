package gatehouse.doors.gateway;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * What the first headers of an HTTP/2 stream must hold before anybody reads them as a request (RFC
 * 9113, 8.3.1): without a method they would pass for the end of one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends its channel, which is heard of.
final class StreamRules extends ChannelInboundHandlerAdapter {
  private boolean begun;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!begun && message instanceof Http2HeadersFrame frame) {
      begun = true;
      if (!isRequest(frame.headers())) {
        ReferenceCountUtil.release(message);
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR))
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
    }
    ctx.fireChannelRead(message);
  }

  private static boolean isRequest(Http2Headers headers) {
    CharSequence method = headers.method();
    if (method == null || method.isEmpty()) {
      return false;
    }
    // CONNECT has neither scheme nor path; it is refused further on.
    return "CONNECT".contentEquals(method)
        || (isPresent(headers.scheme()) && isPresent(headers.path()));
  }

  private static boolean isPresent(CharSequence value) {
    return value != null && !value.isEmpty();
  }
}
