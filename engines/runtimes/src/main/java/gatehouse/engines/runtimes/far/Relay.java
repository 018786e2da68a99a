package gatehouse.engines.runtimes.far;

import gatehouse.core.workload.NetworkMeter;
import gatehouse.core.workload.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run elsewhere as if it were here: a socket whose connections go to its dial socket. */
final class Relay implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String home;
  private final RunId run;
  private final int port;
  private final Map<String, String> headers;
  private final Path path;
  private final ServerSocketChannel socket;
  private final Way way;
  private final Executor threads;
  private final AtomicInteger open = new AtomicInteger();
  private volatile long usedAt = System.nanoTime();

  /** The way to the node that has the run. */
  interface Way {
    /** A link over which nothing was said yet. */
    Link open() throws IOException;
  }

  private Relay(
      String home,
      RunId run,
      int port,
      Map<String, String> headers,
      Path path,
      ServerSocketChannel socket,
      Way way,
      Executor threads) {
    this.home = home;
    this.run = run;
    this.port = port;
    this.headers = Map.copyOf(headers);
    this.path = path;
    this.socket = socket;
    this.way = way;
    this.threads = threads;
  }

  /**
   * Opens one.
   *
   * @param home the node that has the run
   * @param port the run's own, which wants to see the headers
   */
  static Relay open(
      String home,
      RunId run,
      int port,
      Map<String, String> headers,
      Path path,
      Way way,
      Executor threads)
      throws IOException {
    var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(path), 1024);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    var relay = new Relay(home, run, port, headers, path, socket, way, threads);
    threads.execute(relay::listen);
    return relay;
  }

  Path path() {
    usedAt = System.nanoTime();
    return path;
  }

  /** The headers that a port wants to see. */
  Map<String, String> headers(int of) {
    return of == port ? headers : Map.of();
  }

  /** How long nobody has used it, in nanoseconds; 0 while somebody does. */
  long unusedFor() {
    return open.get() > 0 ? 0 : System.nanoTime() - usedAt;
  }

  private void listen() {
    while (socket.isOpen()) {
      try {
        SocketChannel near = socket.accept();
        open.incrementAndGet();
        threads.execute(() -> pass(near));
      } catch (IOException e) {
        if (socket.isOpen()) {
          LOG.warn("a connection to a run of another node failed: {}", e.getMessage());
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void pass(SocketChannel near) {
    try (near;
        Link far = way.open()) {
      Question.of(Question.Kind.OPEN, run, 0, 0).write(home, far.out());
      if (far.in().read() == Question.YES) {
        new Splice(near, far, new NetworkMeter(), Splice.SILENCE).run(threads);
      }
    } catch (IOException e) {
      LOG.debug("a run of another node is not reached: run={} why={}", run, e.getMessage());
    } finally {
      usedAt = System.nanoTime();
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("a socket was not taken away: {}", e.getMessage());
    }
  }
}
