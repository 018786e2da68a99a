package gatehouse.doors.gateway;

import gatehouse.doors.gateway.MessageCodecs.AnswerDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A connection to an upstream: serves one exchange at a time, and rests in between. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
final class UpstreamLine extends ChannelInboundHandlerAdapter {
  private static final Target.Key NOWHERE =
      new Target.Key(InetSocketAddress.createUnresolved("nowhere", 0), 0);

  private final Lane lane;
  private final Channel channel;
  private final AnswerDecoder decoder = new AnswerDecoder();
  private Target.Key key = NOWHERE;
  private @Nullable Exchange exchange;
  private boolean used;
  private boolean braked;
  private long idleSince;

  private UpstreamLine(Channel channel, Lane lane) {
    this.channel = channel;
    this.lane = lane;
  }

  /** A stream of a connection that has no other, and ends with it. */
  static UpstreamLine onStream(Channel stream, Lane lane) {
    var line = new UpstreamLine(stream, lane);
    stream.pipeline().addLast(line);
    return line;
  }

  static void install(Channel channel, Lane lane) {
    var line = new UpstreamLine(channel, lane);
    channel.pipeline().addLast(line.decoder, new HttpRequestEncoder(), line);
  }

  /** Leaves a fresh connection to who speaks otherwise. */
  static void remove(Channel channel) {
    UpstreamLine line = channel.pipeline().get(UpstreamLine.class);
    channel.pipeline().remove(line);
    channel.pipeline().remove(HttpRequestEncoder.class);
    channel.pipeline().remove(line.decoder);
  }

  UpstreamLine to(Target.Key target) {
    key = target;
    return this;
  }

  Target.Key key() {
    return key;
  }

  boolean isUsable() {
    return channel.isActive() && !isStream();
  }

  private boolean isStream() {
    return channel instanceof Http2StreamChannel;
  }

  /** Whether it served before, so that it may have gone stale unseen. */
  boolean isUsed() {
    return used;
  }

  long idleSince() {
    return idleSince;
  }

  void restSince(long now) {
    idleSince = now;
  }

  void serve(Exchange next, boolean head) {
    exchange = next;
    decoder.forHead(head);
  }

  /** The exchange is over; the line may serve another. */
  void rest() {
    exchange = null;
    used = true;
    release();
  }

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

  void brake() {
    if (!braked) {
      braked = true;
      channel.config().setAutoRead(false);
    }
  }

  void release() {
    if (braked) {
      braked = false;
      channel.config().setAutoRead(true);
    }
  }

  /** From here on bytes go out as they are. */
  void dropEncoder() {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().remove(HttpRequestEncoder.class);
  }

  /** From here on bytes come in as they are, those first that were read ahead. */
  void dropDecoder() {
    channel.pipeline().remove(decoder);
  }

  void shutdownOutput() {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  void close() {
    exchange = null;
    if (channel instanceof Http2StreamChannel stream) {
      stream.close();
      stream.parent().close();
    } else {
      channel.close();
    }
  }

  /** Nobody takes what still comes; it is to be closed soon. */
  void abandon() {
    exchange = null;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Exchange present = exchange;
    if (present == null) {
      ReferenceCountUtil.release(message);
      ctx.close();
    } else {
      present.fromUpstream(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange present = exchange;
    if (present != null) {
      present.flushDown();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Exchange present = exchange;
    if (present != null && channel.isWritable()) {
      present.upstreamWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    Exchange present = exchange;
    if (event instanceof ChannelInputShutdownEvent && present != null) {
      present.upstreamHalfClosed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Exchange present = exchange;
    if (present == null) {
      lane.forget(this);
    } else {
      exchange = null;
      present.upstreamClosed();
    }
    if (channel instanceof Http2StreamChannel stream) {
      stream.parent().close();
    }
  }

  /**
   * What cannot be written ends nothing: an upstream that refuses a body has said so already, and
   * closed. Its last word is read, and then its end.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      ctx.close();
    }
  }
}
