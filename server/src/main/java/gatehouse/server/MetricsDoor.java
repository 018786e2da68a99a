package gatehouse.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Hands out the figures at {@code /metrics}, on the loopback address alone: they tell how much goes
 * on here, which is no stranger's business. Workloads in sandboxes have a loopback of their own.
 */
final class MetricsDoor implements AutoCloseable {
  private final HttpServer server;
  private final Supplier<String> text;

  /**
   * @param port 0 for any that is free
   */
  MetricsDoor(int port, Supplier<String> text, ExecutorService threads) throws IOException {
    this.text = text;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      if (!isLocal(call.getRequestHeaders().getFirst("Host"))) {
        say(call, 403, "Ask for localhost.\n");
      } else if (!call.getRequestURI().getPath().equals("/metrics")) {
        say(call, 404, "There is /metrics alone.\n");
      } else if (!call.getRequestMethod().equals("GET")) {
        say(call, 405, "There is GET alone.\n");
      } else {
        say(call, 200, text.get());
      }
    }
  }

  /** A page of another site that had its name point here is not answered. */
  private static boolean isLocal(@org.jspecify.annotations.Nullable String host) {
    return host != null
        && host.toLowerCase(Locale.ROOT).matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");
  }

  private static void say(HttpExchange call, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
