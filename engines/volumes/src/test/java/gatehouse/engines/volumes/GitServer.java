package gatehouse.engines.volumes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Git's own server program behind a small HTTP server, which may ask for a password. */
final class GitServer implements AutoCloseable {
  static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");

  private final Path folder;
  private final HttpServer server;
  private final Set<String> seen = new HashSet<>();
  private volatile @Nullable String expected;
  private int signIns;

  /**
   * @param folder where repositories are
   */
  GitServer(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url(String repository) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + repository);
  }

  /** From now on only who gives these gets anything. */
  void asksFor(String name, String password) {
    byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    expected = "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** How many requests gave the right name and password. */
  synchronized int sawSignIns() {
    return signIns;
  }

  /**
   * Whether a text was on a command line or in an environment while somebody asked for something.
   */
  synchronized boolean sawInProcesses(String text) {
    return seen.stream().anyMatch(each -> each.contains(text));
  }

  private synchronized boolean isSignedIn(HttpExchange exchange) {
    lookAtProcesses();
    boolean right =
        expected == null || expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    signIns += expected != null && right ? 1 : 0;
    return right;
  }

  private void lookAtProcesses() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path one : all.toList()) {
        for (String file : new String[] {"cmdline", "environ"}) {
          try {
            seen.add(Files.readString(one.resolve(file), StandardCharsets.ISO_8859_1));
          } catch (IOException e) {
            // No process, gone, or somebody else's.
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Hands a request to git's own server program, by the rules of CGI. */
  private void serve(HttpExchange exchange) throws IOException {
    if (!isSignedIn(exchange)) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    var backend = new ProcessBuilder(BACKEND.toString());
    var environment = backend.environment();
    environment.put("GIT_PROJECT_ROOT", folder.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getQuery()));
    environment.put("CONTENT_TYPE", orEmpty(exchange.getRequestHeaders().getFirst("Content-Type")));
    environment.put(
        "HTTP_CONTENT_ENCODING",
        orEmpty(exchange.getRequestHeaders().getFirst("Content-Encoding")));
    environment.put("GIT_PROTOCOL", orEmpty(exchange.getRequestHeaders().getFirst("Git-Protocol")));
    Process process = backend.start();
    try (OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    byte[] answer = process.getInputStream().readAllBytes();
    var line = new ByteArrayOutputStream();
    int status = 200;
    int at = 0;
    for (; at < answer.length; at++) {
      if (answer[at] != '\n') {
        line.write(answer[at]);
        continue;
      }
      String header = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      if (header.isEmpty()) {
        break;
      }
      int colon = header.indexOf(':');
      String name = header.substring(0, colon);
      String value = header.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer, at + 1, answer.length - at - 1);
    }
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
