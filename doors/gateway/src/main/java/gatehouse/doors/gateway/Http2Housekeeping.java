package gatehouse.doors.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an HTTP/2 connection that asks for nothing, or that should end; streams in flight come
 * first. Pings and headers that never end are no reason to keep one.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
final class Http2Housekeeping extends ChannelInboundHandlerAdapter {
  private static final int LOOKS = 4;

  private final Http2FrameCodec codec;
  private final long patience;
  private long quietSince;
  private @Nullable Future<?> looking;

  Http2Housekeeping(Http2FrameCodec codec, Duration patience) {
    this.codec = codec;
    this.patience = patience.toNanos();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    quietSince = now(ctx);
    codec
        .connection()
        .addListener(
            new Http2ConnectionAdapter() {
              @Override
              public void onStreamClosed(Http2Stream stream) {
                quietSince = now(ctx);
              }
            });
    looking =
        ctx.executor()
            .scheduleWithFixedDelay(
                () -> look(ctx), patience / LOOKS, patience / LOOKS, TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    Future<?> present = looking;
    if (present != null) {
      present.cancel(false);
    }
  }

  private void look(ChannelHandlerContext ctx) {
    if (codec.connection().numActiveStreams() == 0 && now(ctx) - quietSince > patience) {
      ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == FrontDoor.Closing.SOON) {
      ctx.close();
    }
  }

  /** What is wrong with the frames themselves the codec answers, with the code that says it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
      ctx.close();
    }
  }

  private static long now(ChannelHandlerContext ctx) {
    return ctx.executor().ticker().nanoTime();
  }
}
