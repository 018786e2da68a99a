package gatehouse.doors.gateway;

import gatehouse.doors.gateway.MessageCodecs.AnswerEncoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller's connection (or one stream of it, in HTTP/2): one exchange after the other. Its decoder
 * and encoder are null for a stream, which needs none.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
final class Door extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final long LINGER_SECONDS = 2;

  private final Lane lane;
  private final Channel channel;
  private final Peer peer;
  private final @Nullable StrictRequestDecoder decoder;
  private final @Nullable AnswerEncoder encoder;
  private @Nullable Exchange exchange;
  private boolean midHead;
  private boolean braked;
  private boolean closing;
  private boolean inputEnded;
  private long waitingSince;

  Door(
      Lane lane,
      Channel channel,
      Peer peer,
      @Nullable StrictRequestDecoder decoder,
      @Nullable AnswerEncoder encoder) {
    this.lane = lane;
    this.channel = channel;
    this.peer = peer;
    this.decoder = decoder;
    this.encoder = encoder;
    this.waitingSince = lane.now();
  }

  Peer peer() {
    return peer;
  }

  Channel channel() {
    return channel;
  }

  boolean isStream() {
    return decoder == null;
  }

  // What an exchange does with its door.

  void write(Object message) {
    channel.write(message, isStream() ? channel.newPromise() : channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /** Changes whenever bytes leave. */
  long pending() {
    return channel.bytesBeforeWritable() - channel.bytesBeforeUnwritable();
  }

  void forHead(boolean head) {
    if (encoder != null) {
      encoder.forHead(head);
    }
  }

  void brake() {
    if (!braked) {
      braked = true;
      channel.config().setAutoRead(false);
    }
  }

  void release() {
    if (braked || !channel.config().isAutoRead()) {
      braked = false;
      channel.config().setAutoRead(true);
    }
  }

  /** From here on bytes go out as they are. */
  void dropEncoder() {
    if (encoder != null) {
      channel.pipeline().remove(encoder);
    }
  }

  /** From here on bytes come in as they are, those first that were read ahead. */
  void dropDecoder() {
    if (decoder != null) {
      channel.pipeline().remove(decoder);
    }
  }

  void shutdownOutput() {
    if (channel instanceof DuplexChannel duplex && !isTls()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> duplex.shutdownOutput());
    } else {
      closeWhenWritten();
    }
  }

  boolean isInputEnded() {
    return inputEnded;
  }

  /**
   * The exchange is over.
   *
   * @param goesOn whether another may follow
   * @param unread whether the caller is still sending: closing at once would destroy the answer
   */
  void ended(boolean goesOn, boolean unread) {
    exchange = null;
    midHead = false;
    waitingSince = lane.now();
    if (isStream()) {
      if (unread) {
        channel
            .writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))
            .addListener(ChannelFutureListener.CLOSE);
      }
      return;
    }
    if (!goesOn || inputEnded || lane.isDraining()) {
      if (unread) {
        linger();
      } else {
        closeWhenWritten();
      }
      return;
    }
    release();
    goOn();
  }

  private void goOn() {
    StrictRequestDecoder present = decoder;
    ChannelHandlerContext context = present == null ? null : channel.pipeline().context(present);
    if (present == null || context == null) {
      return;
    }
    try {
      present.next(context);
    } catch (Exception e) {
      LOG.debug("reading on failed", e);
      channel.close();
    }
  }

  void closeWhenWritten() {
    closing = true;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Ends the connection so that nobody takes what was sent for all there is. */
  void abort() {
    closing = true;
    exchange = null;
    if (channel.isActive() && !isStream()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first == null || isStream()) {
      channel.close();
    } else {
      // Past TLS, which would wait for what is still to be written.
      first.close();
    }
  }

  private void linger() {
    closing = true;
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (channel instanceof DuplexChannel duplex && !isTls()) {
                duplex.shutdownOutput();
              }
            });
    braked = true;
    release();
    lane.loop.schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  private boolean isTls() {
    return channel.pipeline().get(SslHandler.class) != null;
  }

  // What the network says.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    lane.opened(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    lane.closed(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Exchange present = exchange;
    if (closing) {
      ReferenceCountUtil.release(message);
    } else if (present != null) {
      present.fromClient(message);
    } else if (message instanceof HttpRequest request) {
      var next = new Exchange(lane, this, request);
      exchange = next;
      next.begin();
    } else {
      if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
        ctx.close();
      }
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange present = exchange;
    if (present != null) {
      present.flushUp();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Exchange present = exchange;
    if (present != null && channel.isWritable()) {
      present.clientWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      Exchange present = exchange;
      if (present != null) {
        present.clientHalfClosed();
      } else {
        channel.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lane.closed(this);
    Exchange present = exchange;
    exchange = null;
    if (present != null) {
      present.clientClosed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a caller's connection failed", cause);
    channel.close();
  }

  /** Closes what has stood still for too long; called now and then. */
  void watch(long now) {
    GatewayLimits limits = lane.parts.limits();
    Exchange present = exchange;
    StrictRequestDecoder reader = decoder;
    if (present != null) {
      present.watch(now);
    } else if (reader != null && !closing) {
      if (reader.isMidHead() != midHead) {
        midHead = !midHead;
        waitingSince = now;
      }
      if (midHead && now - waitingSince > limits.headTime().toNanos()) {
        lateHead();
      } else if (now - waitingSince > limits.keepAlive().toNanos()) {
        channel.close();
      }
    }
  }

  private void lateHead() {
    var late =
        Answer.of(
            HttpResponseStatus.REQUEST_TIMEOUT,
            "Too slow",
            "The request's headers took too long to arrive.");
    var response = Pages.render(late, false);
    response.headers().set("Connection", "close");
    write(response);
    linger();
  }

  /** Closes as soon as nothing is in flight. */
  void drain() {
    if (exchange == null && !isStream()) {
      channel.close();
    }
  }
}
