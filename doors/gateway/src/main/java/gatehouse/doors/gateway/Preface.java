package gatehouse.doors.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import org.jspecify.annotations.Nullable;

/**
 * Tells, on a connection without TLS, a client that begins with HTTP/2 ("prior knowledge", RFC
 * 9113, 3.3) from all others by its first bytes, and then steps aside.
 */
final class Preface extends ChannelInboundHandlerAdapter {
  private final Runnable speaksHttp2;
  private final ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
  private @Nullable ByteBuf seen;

  /**
   * @param speaksHttp2 furnishes the connection anew
   */
  Preface(Runnable speaksHttp2) {
    this.speaksHttp2 = speaksHttp2;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf before = seen;
    ByteBuf all =
        before == null
            ? (ByteBuf) message
            : ctx.alloc().compositeBuffer(2).addComponents(true, before, (ByteBuf) message);
    seen = null;
    int length = Math.min(all.readableBytes(), preface.readableBytes());
    boolean same = regionMatches(all, length);
    if (same && length < preface.readableBytes()) {
      seen = all;
      return;
    }
    if (same) {
      speaksHttp2.run();
    }
    ctx.fireChannelRead(all);
    ctx.pipeline().remove(this);
  }

  private boolean regionMatches(ByteBuf bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != preface.getByte(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    giveOn(ctx);
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    preface.release();
    ByteBuf left = seen;
    seen = null;
    if (left != null) {
      left.release();
    }
  }

  /** What was no whole preface is read as anything else is. */
  private void giveOn(ChannelHandlerContext ctx) {
    ByteBuf left = seen;
    seen = null;
    if (left != null) {
      ctx.fireChannelRead(left);
    }
  }
}
