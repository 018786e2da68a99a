package gatehouse.engines.runtimes.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection from a sandbox to somewhere else. The name is resolved once, and the address that
 * was checked is the one connected to.
 */
final class Tunnel implements Runnable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int BUFFER = 16 * 1024;

  private final WayOut way;
  private final SocketChannel inside;
  private final Executor executor;
  private volatile @Nullable Destination destination;
  private volatile @Nullable SocketChannel outside;
  private volatile boolean closed;
  private final AtomicInteger ended = new AtomicInteger();

  Tunnel(WayOut way, SocketChannel inside, Executor executor) {
    this.way = way;
    this.inside = inside;
    this.executor = executor;
  }

  private record Destination(ConnectRequest asked, InetAddress address) {}

  @Override
  public void run() {
    try {
      ConnectRequest asked = ConnectRequest.read(Channels.newInputStream(inside));
      if (asked == null) {
        refuse("405 Method Not Allowed", "This is the way out for HTTPS: it takes CONNECT alone.");
        return;
      }
      SocketChannel there = connect(asked);
      if (there == null) {
        return;
      }
      write(inside, "HTTP/1.1 200 Connected\r\n\r\n".getBytes(US_ASCII));
      executor.execute(() -> pump(there, inside, way.meter()::receives));
      pump(inside, there, way.meter()::sends);
    } catch (IOException e) {
      close();
    }
  }

  /** Whether it may stay open. */
  boolean standsUnder(EgressPolicy policy) {
    Destination to = destination;
    return to == null || policy.permits(to.asked.host(), to.asked.port(), to.address);
  }

  /** Ends it at once. */
  void close() {
    closed = true;
    way.over(this);
    closeQuietly(inside);
    closeQuietly(outside);
  }

  private @Nullable SocketChannel connect(ConnectRequest asked) throws IOException {
    EgressPolicy policy;
    InetAddress address;
    try {
      policy = way.policy();
      address = address(asked, policy);
    } catch (Refused e) {
      refuse(
          "503 Service Unavailable",
          "Where this project may connect to cannot be read now: try again in a moment.");
      return null;
    } catch (IOException e) {
      refuse("502 Bad Gateway", "There is no address of " + asked.host() + ".");
      return null;
    }
    if (address == null) {
      refuse("403 Forbidden", notAllowed(asked, policy));
      return null;
    }
    // Registered first and asked again after: a change that lands in between finds it.
    destination = new Destination(asked, address);
    if (!standsUnder(way.policy())) {
      refuse("403 Forbidden", notAllowed(asked, policy));
      return null;
    }
    try {
      SocketChannel there = way.dialer().connect(address, asked.port(), CONNECT);
      outside = there;
      if (closed) {
        close();
        return null;
      }
      return there;
    } catch (IOException e) {
      refuse("502 Bad Gateway", asked.host() + " does not answer at port " + asked.port() + ".");
      return null;
    }
  }

  /** The first address that may be connected to; null where none may. */
  private @Nullable InetAddress address(ConnectRequest asked, EgressPolicy policy)
      throws IOException {
    // A name that no rule knows is not even resolved: looking it up would tell somebody.
    if (!isLiteral(asked) && !policy.names(asked.host(), asked.port())) {
      return null;
    }
    for (InetAddress address : way.dialer().resolve(asked.host())) {
      if (policy.permits(asked.host(), asked.port(), address)) {
        return address;
      }
    }
    return null;
  }

  /** Names a cure that works: what a rule names already lies where names alone do not lead. */
  private static String notAllowed(ConnectRequest asked, EgressPolicy policy) {
    if (isLiteral(asked) || policy.names(asked.host(), asked.port())) {
      return asked.host()
          + " is not reached from here: this machine and its link never are, a private network"
          + " only where an administrator allows its addresses, as 10.1.0.0/16:"
          + asked.port()
          + ".";
    }
    return "This project lets nothing connect to "
        + asked.host()
        + " at port "
        + asked.port()
        + ": an administrator allows it with 'gatehouse egress allow "
        + asked.host()
        + (asked.port() == 443 ? "" : ":" + asked.port())
        + "'.";
  }

  private static boolean isLiteral(ConnectRequest asked) {
    return asked.host().indexOf(':') >= 0 || asked.host().matches("[0-9.]+");
  }

  private void refuse(String status, String sentence) throws IOException {
    write(inside, ConnectRequest.refusal(status, sentence));
    close();
  }

  private void pump(SocketChannel from, SocketChannel to, LongConsumer counted) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        counted.accept(buffer.remaining());
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
      if (ended.incrementAndGet() == 2) {
        close();
      }
    } catch (IOException e) {
      close();
    }
  }

  private static void write(SocketChannel to, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is gone all the same.
    }
  }
}
