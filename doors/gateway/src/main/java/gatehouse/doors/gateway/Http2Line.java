package gatehouse.doors.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;

/**
 * A connection to an upstream that speaks HTTP/2 from the first byte: one stream for one exchange,
 * with trailers both ways.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
final class Http2Line {
  private static final int WINDOW = 1 << 20;

  private Http2Line() {}

  /** Opens the stream on a connection that is there; the exchange hears of it. */
  static void open(Channel connection, Lane lane, Exchange exchange, Target target) {
    connection
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient()
                .initialSettings(
                    Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(WINDOW)
                        .maxHeaderListSize(lane.parts.limits().headers()))
                .build(),
            // The upstream opens no streams.
            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
    new Http2StreamChannelBootstrap(connection)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false));
                UpstreamLine.onStream(stream, lane);
              }
            })
        .open()
        .addListener(
            opened -> {
              if (opened.isSuccess()) {
                var stream = (Channel) opened.getNow();
                exchange.connected(stream.pipeline().get(UpstreamLine.class).to(target.key()));
              } else {
                connection.close();
                exchange.unreachable();
              }
            });
  }
}
