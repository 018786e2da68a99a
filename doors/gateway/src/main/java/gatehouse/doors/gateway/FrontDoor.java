package gatehouse.doors.gateway;

import gatehouse.doors.gateway.MessageCodecs.AnswerEncoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Furnishes each connection that comes in: TLS where it is on, HTTP/2 or HTTP/1.1, and a door. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
final class FrontDoor extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

  private static final String FULL =
      String.join(
          "\r\n",
          "HTTP/1.1 503 Service Unavailable",
          "Retry-After: 1",
          "Content-Length: 0",
          "Connection: close",
          "",
          "");
  private static final int STREAMS_AT_ONCE = 100;

  private final Parts parts;
  private final Map<EventLoop, Lane> lanes;
  private final ChannelGroup doors;
  private final @Nullable TlsContext tls;

  FrontDoor(Parts parts, Map<EventLoop, Lane> lanes, ChannelGroup doors, @Nullable TlsContext tls) {
    this.parts = parts;
    this.lanes = lanes;
    this.doors = doors;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (doors.size() >= parts.limits().connections()) {
      turnAway(channel);
      return;
    }
    doors.add(channel);
    if (tls == null) {
      furnish(channel, false);
    } else {
      channel.pipeline().addLast(tls.current().newHandler(channel.alloc()), new Negotiation());
    }
  }

  private void turnAway(Channel channel) {
    if (tls == null) {
      channel
          .writeAndFlush(Unpooled.copiedBuffer(FULL, StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.close();
    }
  }

  private void furnish(Channel channel, boolean secure) {
    var decoder = new StrictRequestDecoder(parts.limits());
    var encoder = new AnswerEncoder();
    Peer peer = parts.proxies().peer(channel.remoteAddress(), secure);
    var door = new Door(lane(channel), channel, peer, decoder, encoder);
    channel.pipeline().addLast(decoder, encoder, door);
    if (!secure) {
      channel
          .pipeline()
          .addFirst(
              new Preface(
                  () -> {
                    channel.pipeline().remove(door);
                    channel.pipeline().remove(encoder);
                    channel.pipeline().remove(decoder);
                    furnishHttp2(channel, false);
                  }));
    }
  }

  private void furnishHttp2(Channel channel, boolean secure) {
    Peer peer = parts.proxies().peer(channel.remoteAddress(), secure);
    Lane lane = lane(channel);
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            // Streams in flight end by themselves, or when the drain's own limit is reached.
            .gracefulShutdownTimeoutMillis(-1)
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(STREAMS_AT_ONCE)
                    .maxHeaderListSize(parts.limits().headers())
                    .initialWindowSize(1 << 20))
            .build();
    channel
        .pipeline()
        .addLast(
            codec,
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    stream
                        .pipeline()
                        .addLast(
                            new StreamRules(),
                            new Http2StreamFrameToHttpObjectCodec(true),
                            new Door(lane, stream, peer, null, null));
                  }
                }),
            new Http2Housekeeping(codec, parts.limits().keepAlive()));
  }

  private Lane lane(Channel channel) {
    Lane lane = lanes.get(channel.eventLoop());
    if (lane == null) {
      throw new IllegalStateException("a connection on a loop that is not ours");
    }
    return lane;
  }

  private final class Negotiation extends ApplicationProtocolNegotiationHandler {
    Negotiation() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        furnishHttp2(ctx.channel(), true);
      } else {
        furnish(ctx.channel(), true);
      }
    }

    /**
     * Lets go of whom no TLS could be agreed with. Netty would log why, and with it what they sent:
     * a request to the wrong scheme, credentials and all.
     */
    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("no TLS with {}: {}", ctx.channel().remoteAddress(), cause.getClass().getName());
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      handshakeFailure(ctx, cause);
    }
  }

  /** Told to a connection when the server is about to stop. */
  enum Closing {
    SOON
  }
}
