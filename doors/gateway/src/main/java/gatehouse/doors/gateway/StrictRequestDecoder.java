package gatehouse.doors.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads one request at a time: what follows a request stays unread until {@link #next} is called.
 * So pipelined requests are answered in order, and the bytes after an upgrade are never mistaken
 * for a request. Folded header lines, which Netty would join, white space before the first line,
 * which it would skip, and tabs in that line, which it would take for spaces, are marked as a
 * fault.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final int MOST_READ_AHEAD = 64 * 1024;

  private boolean waiting;
  private boolean decoding;
  private boolean inHead = true;
  private boolean headBegun;
  private boolean afterLineFeed = true;
  private boolean firstLine = true;
  private boolean folded;

  StrictRequestDecoder(GatewayLimits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.headers())
            .setMaxChunkSize(MOST_READ_AHEAD)
            .setInitialBufferSize(512)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
  }

  /** Whether a request has begun whose headers have not ended yet. */
  boolean isMidHead() {
    return inHead && !waiting && (headBegun || actualReadableBytes() > 0);
  }

  /** Goes on to the next request. */
  void next(ChannelHandlerContext ctx) throws Exception {
    waiting = false;
    if (!decoding && actualReadableBytes() > 0) {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    boolean outermost = !decoding;
    decoding = true;
    try {
      super.channelRead(ctx, message);
    } finally {
      decoding = !outermost;
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (waiting) {
      if (in.readableBytes() > MOST_READ_AHEAD) {
        ctx.channel().config().setAutoRead(false);
      }
      return;
    }
    int from = in.readerIndex();
    int before = out.size();
    boolean wasInHead = inHead;
    super.decode(ctx, in, out);
    if (wasInHead && in.readerIndex() > from) {
      headBegun = true;
      folded |= isFolded(in, from, in.readerIndex());
    }
    for (int i = before; i < out.size(); i++) {
      look(out.get(i));
    }
  }

  private void look(Object message) {
    if (message instanceof HttpRequest request) {
      inHead = false;
      if (folded && request.decoderResult().isSuccess()) {
        request.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException("white space where none may be")));
      }
    }
    if (message instanceof LastHttpContent) {
      waiting = true;
      inHead = true;
      headBegun = false;
      afterLineFeed = true;
      firstLine = true;
      folded = false;
    }
  }

  /** Whether a line of the head begins with white space, or the first one holds a tab. */
  private boolean isFolded(ByteBuf in, int from, int to) {
    int at = from;
    boolean found = false;
    while (at < to) {
      if (afterLineFeed) {
        byte first = in.getByte(at);
        found |= first == HttpConstants.SP || first == HttpConstants.HT;
      }
      int feed = in.indexOf(at, to, HttpConstants.LF);
      int end = feed < 0 ? to : feed;
      found |= firstLine && in.indexOf(at, end, HttpConstants.HT) >= 0;
      // Empty lines before the first are no lines of the head.
      firstLine &= feed < 0 || end - at <= 1;
      afterLineFeed = feed >= 0;
      at = feed < 0 ? to : feed + 1;
    }
    return found;
  }
}
