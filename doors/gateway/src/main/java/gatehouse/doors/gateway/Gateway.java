package gatehouse.doors.gateway;

import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.SignIn;
import gatehouse.core.access.WorkloadEntry;
import gatehouse.core.workload.WorkloadDirectory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.NettyRuntime;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: one port, for the panel, the APIs and every workload. Decides each request, and
 * ends each connection when its right ends.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final WriteBufferWaterMark BUFFERED =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final Parts parts;
  private final @Nullable TlsContext tls;
  private final MultiThreadIoEventLoopGroup loops;
  private final IdentityHashMap<EventLoop, Lane> lanes = new IdentityHashMap<>();
  private final ChannelGroup doors = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable Channel listening;

  /**
   * @param identity the key under which workloads are told who calls
   * @param blocking runs what may wait (slow hashes, look-ups in the database), a virtual thread
   *     each
   */
  public Gateway(
      GatewayConfig config,
      SignIn signIn,
      LiveConnections connections,
      NodeLease lease,
      WorkloadDirectory directory,
      WorkloadEntry entry,
      IdentityKeys identity,
      Executor blocking,
      InstantSource clock) {
    Transport transport = Transport.pick();
    this.parts =
        new Parts(
            config,
            transport,
            new Destinations(config.domain(), config.panelHosts()),
            new Peer.Proxies(config.trustedProxies()),
            signIn,
            connections,
            lease,
            directory,
            entry,
            new IdentityHeaders(identity, config.panelBase(), clock),
            new KeySet(identity),
            blocking,
            Parts.web(config, transport),
            new WaitingRoom(config.limits().waiting()));
    this.tls = config.tls() == null ? null : new TlsContext(config.tls());
    this.loops =
        new MultiThreadIoEventLoopGroup(
            NettyRuntime.availableProcessors(),
            new DefaultThreadFactory("gateway", true),
            transport.handlers());
    for (EventExecutor each : loops) {
      if (each instanceof EventLoop loop) {
        lanes.put(loop, new Lane(parts, loop));
      }
    }
  }

  /**
   * Opens the door.
   *
   * @return the port it listens on
   * @throws IOException where the address cannot be had
   */
  public int start() throws IOException {
    GatewayConfig config = parts.config();
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(parts.transport().server())
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
            .childHandler(new FrontDoor(parts, lanes, doors, tls))
            .bind(config.bindAddress(), config.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + config.bindAddress() + ":" + config.port(), bound.cause());
    }
    listening = bound.channel();
    lanes.forEach(
        (loop, lane) ->
            loop.scheduleAtFixedRate(
                lane::beat, Lane.BEAT_MILLIS, Lane.BEAT_MILLIS, TimeUnit.MILLISECONDS));
    parts.lease().onRegained(this::resumeAll);
    int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
    LOG.info(
        "the front door is open: address={} port={} tls={} transport={}",
        config.bindAddress(),
        port,
        tls != null,
        parts.transport().name());
    return port;
  }

  /** Reads certificate and key again where they changed; to be called now and then. */
  public void reloadTls() {
    if (tls != null) {
      tls.reloadIfChanged();
    }
  }

  /** How many callers' connections are open. */
  public int openConnections() {
    return doors.size();
  }

  /**
   * Lets nobody in any more, and waits for what is in flight.
   *
   * @return whether everything ended in time
   */
  public boolean drain(Duration longest) {
    Channel present = listening;
    if (present != null) {
      present.close().awaitUninterruptibly();
    }
    lanes.forEach((loop, lane) -> loop.execute(lane::drain));
    doors.forEach(door -> door.pipeline().fireUserEventTriggered(FrontDoor.Closing.SOON));
    return doors.newCloseFuture().awaitUninterruptibly(longest.toMillis());
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    Channel present = listening;
    if (present != null) {
      present.close().awaitUninterruptibly();
    }
    doors.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void resumeAll() {
    lanes.forEach(
        (loop, lane) -> {
          if (!loop.isShuttingDown()) {
            loop.execute(lane::resumeHeld);
          }
        });
  }
}
