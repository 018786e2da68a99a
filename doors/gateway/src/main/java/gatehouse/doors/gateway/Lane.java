package gatehouse.doors.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one event loop keeps: its doors, its idle lines to upstreams, and what it holds still.
 * Touched by that loop's thread alone, so nothing here is locked.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write or close ends its channel, which is heard of.
final class Lane {
  /** How often doors are looked at for having stood still too long. */
  static final long BEAT_MILLIS = 250;

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final long KNOCK_MILLIS = 10;

  /** EAGAIN, for which Netty's epoll has these words and no exception of its own. */
  private static final String QUEUE_FULL = "error(-11)";

  private static final int MOST_IDLE = 64;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  final Parts parts;
  final EventLoop loop;
  final Cuts cuts;
  private final Bootstrap tcp;
  private final Bootstrap unix;
  private final Map<Target.Key, ArrayDeque<UpstreamLine>> idle = new HashMap<>();
  private final Set<Door> doors = new HashSet<>();
  private final Set<Exchange> held = new HashSet<>();
  private boolean draining;

  Lane(Parts parts, EventLoop loop) {
    this.parts = parts;
    this.loop = loop;
    this.cuts = new Cuts(loop);
    this.tcp =
        bootstrap(parts.transport().tcp())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true);
    this.unix = bootstrap(parts.transport().unix());
  }

  private Bootstrap bootstrap(Class<? extends Channel> kind) {
    return new Bootstrap()
        .group(loop)
        .channel(kind)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) parts.limits().connect().toMillis())
        .option(ChannelOption.AUTO_CLOSE, false)
        .disableResolver()
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                UpstreamLine.install(channel, Lane.this);
              }
            });
  }

  long now() {
    return loop.ticker().nanoTime();
  }

  boolean isDraining() {
    return draining;
  }

  /** Finds a line for an exchange: a kept one, or a new one. */
  void dial(Exchange exchange, Target target, boolean onlyNew, boolean replayable) {
    UpstreamLine kept = onlyNew ? null : idleLine(target, replayable ? IDLE_NANOS : FRESH_NANOS);
    if (kept != null) {
      exchange.connected(kept);
    } else if (target.address() instanceof InetSocketAddress address && address.isUnresolved()) {
      resolve(exchange, target, address);
    } else {
      connect(exchange, target, target.address());
    }
  }

  /**
   * Knocks again at a socket file whose queue is full. Such a socket says so at once, where one of
   * TCP would let a caller wait.
   */
  private void knockAgain(Exchange exchange, Target target, SocketAddress address, long since) {
    loop.schedule(
        () -> {
          if (!exchange.hasEnded()) {
            connect(exchange, target, address, since);
          }
        },
        KNOCK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private boolean isWorthAnotherKnock(Target target, Throwable why, long since) {
    String said = why.getMessage();
    return target.unix()
        && said != null
        && said.contains(QUEUE_FULL)
        && now() - since < parts.limits().connect().toNanos();
  }

  private void connect(Exchange exchange, Target target, SocketAddress address) {
    connect(exchange, target, address, now());
  }

  private void connect(Exchange exchange, Target target, SocketAddress address, long since) {
    var future = (target.unix() ? unix : tcp).connect(address);
    future.addListener(
        done -> {
          if (!done.isSuccess() && isWorthAnotherKnock(target, done.cause(), since)) {
            knockAgain(exchange, target, address, since);
            return;
          }
          if (!done.isSuccess()) {
            LOG.debug("an upstream cannot be reached: address={}", address, done.cause());
            exchange.unreachable();
            return;
          }
          Channel channel = future.channel();
          if (target.dialPort() != 0) {
            // Past the encoder, which knows only messages.
            channel
                .pipeline()
                .firstContext()
                .write(Unpooled.copyShort(target.dialPort()), channel.voidPromise());
          }
          if (target.run() != null) {
            channel.pipeline().addFirst(new Metering(parts.directory().meter(target.run())));
          }
          if (target.http2()) {
            UpstreamLine.remove(channel);
            Http2Line.open(channel, this, exchange, target);
            return;
          }
          exchange.connected(channel.pipeline().get(UpstreamLine.class).to(target.key()));
        });
  }

  /** Names are looked up off the loop: the JDK's look-up blocks. */
  private void resolve(Exchange exchange, Target target, InetSocketAddress address) {
    try {
      parts.blocking().execute(() -> lookUp(exchange, target, address));
    } catch (RejectedExecutionException e) {
      exchange.unreachable();
    }
  }

  private void lookUp(Exchange exchange, Target target, InetSocketAddress address) {
    try {
      var found =
          new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort());
      loop.execute(() -> connect(exchange, target, found));
    } catch (UnknownHostException e) {
      loop.execute(exchange::unreachable);
    }
  }

  private @Nullable UpstreamLine idleLine(Target target, long longest) {
    ArrayDeque<UpstreamLine> lines = idle.get(target.key());
    while (lines != null && !lines.isEmpty()) {
      UpstreamLine line = lines.removeLast();
      if (line.isUsable() && now() - line.idleSince() < longest) {
        return line;
      }
      line.close();
    }
    return null;
  }

  /** Keeps a line for the next exchange. */
  void keep(UpstreamLine line) {
    ArrayDeque<UpstreamLine> lines = idle.computeIfAbsent(line.key(), k -> new ArrayDeque<>());
    if (draining || lines.size() >= MOST_IDLE || !line.isUsable()) {
      line.close();
    } else {
      line.restSince(now());
      lines.addLast(line);
    }
  }

  /** A line that was idle is gone. */
  void forget(UpstreamLine line) {
    ArrayDeque<UpstreamLine> lines = idle.get(line.key());
    if (lines != null) {
      lines.remove(line);
      if (lines.isEmpty()) {
        idle.remove(line.key());
      }
    }
  }

  void opened(Door door) {
    doors.add(door);
  }

  void closed(Door door) {
    doors.remove(door);
  }

  void hold(Exchange exchange) {
    held.add(exchange);
  }

  void letGo(Exchange exchange) {
    held.remove(exchange);
  }

  /** Lets on what was held still, now that the lease is held again. */
  void resumeHeld() {
    List.copyOf(held).forEach(Exchange::resume);
  }

  /** Looks after everything that may have stood still for too long. */
  void beat() {
    if (!held.isEmpty() && parts.lease().held()) {
      resumeHeld();
    }
    long now = now();
    for (Door door : List.copyOf(doors)) {
      door.watch(now);
    }
    closeIdle(now);
  }

  private void closeIdle(long now) {
    var old = new ArrayList<UpstreamLine>();
    Iterator<ArrayDeque<UpstreamLine>> all = idle.values().iterator();
    while (all.hasNext()) {
      ArrayDeque<UpstreamLine> lines = all.next();
      while (!lines.isEmpty() && now - lines.getFirst().idleSince() > IDLE_NANOS) {
        old.add(lines.removeFirst());
      }
      if (lines.isEmpty()) {
        all.remove();
      }
    }
    old.forEach(UpstreamLine::close);
  }

  /** From here on each door closes as soon as it has nothing in flight. */
  void drain() {
    draining = true;
    List.copyOf(doors).forEach(Door::drain);
  }
}
