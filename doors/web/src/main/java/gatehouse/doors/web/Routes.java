package gatehouse.doors.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The routes of a server; each has a guard, for there is no way to add one without. */
public final class Routes {
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final List<Route> http = new ArrayList<>();
  private final List<SocketRoute> sockets = new ArrayList<>();
  private final List<Words> words = new ArrayList<>();

  /** An HTTP route. */
  public record Route(String method, String path, Guard guard, Handler handler) {}

  /** A WebSocket route. */
  public record SocketRoute(String path, Guard guard, SocketHandler handler) {}

  /** How refusals below a path are said. */
  private record Words(String path, BiFunction<Call, Problem, Reply> said) {}

  /**
   * Adds a route; the first one added that matches is taken.
   *
   * @param path with parameters as {@code {name}}, each one segment
   */
  public void add(String method, String path, Guard guard, Handler handler) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("no such method: " + method);
    }
    if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
      throw new IllegalArgumentException("a path begins with / and does not end with it: " + path);
    }
    if (http.stream().anyMatch(r -> r.method().equals(method) && r.path().equals(path))) {
      throw new IllegalArgumentException("added twice: " + method + " " + path);
    }
    http.add(new Route(method, path, guard, handler));
  }

  /** Adds a WebSocket route; the same path may be a GET route as well. */
  public void socket(String path, Guard guard, SocketHandler handler) {
    sockets.add(new SocketRoute(path, guard, handler));
  }

  /**
   * Says every refusal at a path and below it in words of its own, whoever refuses: what its
   * clients read is not what others read.
   *
   * @param path whole segments, as {@code /v3}
   */
  public void sayRefusals(String path, BiFunction<Call, Problem, Reply> said) {
    words.add(new Words(path, said));
  }

  /** How a refusal of this call is said, where that differs from the rest. */
  Optional<Reply> refusal(Call call, Problem problem) {
    String path = call.rawPath();
    return words.stream()
        .filter(each -> path.equals(each.path()) || path.startsWith(each.path() + "/"))
        .findFirst()
        .map(each -> each.said().apply(call, problem));
  }

  /** All HTTP routes, in the order they were added. */
  public List<Route> http() {
    return List.copyOf(http);
  }

  /** All WebSocket routes. */
  public List<SocketRoute> sockets() {
    return List.copyOf(sockets);
  }
}
