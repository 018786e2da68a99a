package gatehouse.engines.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry that does what a test says, as far as pulling goes (OCI distribution, 1.1). */
final class RegistryForTests implements Closeable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final ServerSocket door;
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  /** What was asked, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** {@code name:password}, or null where anybody may read. */
  volatile String account;

  /** So many requests for a blob fail first. */
  final java.util.concurrent.atomic.AtomicInteger failing =
      new java.util.concurrent.atomic.AtomicInteger();

  RegistryForTests() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    threads.execute(this::welcome);
  }

  /** As a registry does that speaks plain HTTP alone: who begins with TLS is turned away. */
  private void welcome() {
    try {
      while (true) {
        Socket peer = door.accept();
        threads.execute(() -> pass(peer));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pass(Socket peer) {
    try (peer;
        var inside = new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      int first = peer.getInputStream().read();
      if (first < 0 || first == 0x16) {
        return;
      }
      inside.getOutputStream().write(first);
      threads.execute(() -> pipe(peer, inside));
      inside.getInputStream().transferTo(peer.getOutputStream());
    } catch (IOException e) {
      // One side has gone.
    }
  }

  private static void pipe(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side has gone.
    }
  }

  String host() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  String push(String tag, ImageForTests image) {
    String manifest = image.manifest();
    blobs.putAll(image.blobs);
    tags.put(tag, manifest);
    return manifest;
  }

  /** Puts other bytes under a digest. */
  void corrupt(String digest) {
    byte[] other = blobs.get(digest).clone();
    other[other.length / 2] ^= 1;
    blobs.put(digest, other);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      if (account != null && !isKnown(exchange)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (path.equals("/v2/") || path.equals("/v2")) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      String last = path.substring(path.lastIndexOf('/') + 1);
      boolean manifest = path.contains("/manifests/");
      byte[] body = blobs.get(manifest ? tags.getOrDefault(last, last) : last);
      if (!manifest && failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      if (body == null) {
        byte[] said = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}".getBytes(UTF_8);
        exchange.sendResponseHeaders(404, said.length);
        exchange.getResponseBody().write(said);
        return;
      }
      if (manifest) {
        exchange
            .getResponseHeaders()
            .add("Content-Type", "application/vnd.oci.image.manifest.v1+json");
      }
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private boolean isKnown(HttpExchange exchange) {
    String wanted = "Basic " + Base64.getEncoder().encodeToString(account.getBytes(UTF_8));
    return wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
