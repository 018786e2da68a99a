package gatehouse.doors.gateway;

import gatehouse.core.workload.NetworkMeter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts the bytes that go to a run and come from it, over one connection. */
final class Metering extends ChannelDuplexHandler {
  private final NetworkMeter meter;

  Metering(NetworkMeter meter) {
    this.meter = meter;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      meter.sends(bytes.readableBytes());
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      meter.receives(bytes.readableBytes());
    }
    var _ = ctx.write(message, promise);
  }
}
