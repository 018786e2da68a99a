package gatehouse.doors.web;

import gatehouse.core.access.NodeLease;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * The server behind the gateway. It listens on a Unix socket that only the gateway can open, which
 * is why it believes {@code X-Forwarded-*}; or, for tests, on a loopback port.
 */
public final class WebServer implements AutoCloseable {
  /** How many of the gateway's connections may wait to be accepted; past it they are refused. */
  private static final int MOST_WAITING = 1024;

  private final Doorkeeper doorkeeper;
  private final NodeLease lease;
  private final Limits limits;
  private final Executor threads;
  private final SecureRandom random;
  private final BiFunction<Call, Problem, Reply> pages;
  private final InFlight inFlight = new InFlight();
  private @Nullable Javalin javalin;

  /**
   * @param threads runs WebSockets, each on a thread of its own
   * @param pages how a browser is shown a refusal
   */
  public WebServer(
      Doorkeeper doorkeeper,
      NodeLease lease,
      Limits limits,
      Executor threads,
      SecureRandom random,
      BiFunction<Call, Problem, Reply> pages) {
    this.doorkeeper = doorkeeper;
    this.lease = lease;
    this.limits = limits;
    this.threads = threads;
    this.random = random;
    this.pages = pages;
  }

  /** Where a server listens. */
  public sealed interface Address {
    /** A socket file; it must not be there yet. */
    record Unix(Path path) implements Address {}

    /** A port of the loopback address; 0 for any that is free. */
    record Loopback(int port) implements Address {}
  }

  /** Starts to answer. */
  public void start(Address address, List<? extends Resource> resources) {
    var routes = new Routes();
    resources.forEach(resource -> resource.mount(routes));
    var ids = new RequestIds(random);
    var gate = new LeaseGate(lease);
    var exchange =
        new Exchange(
            doorkeeper,
            limits,
            gate,
            ids,
            inFlight,
            (call, problem) ->
                routes
                    .refusal(call, problem)
                    .orElseGet(
                        () -> call.wantsPage() ? pages.apply(call, problem) : problem.reply()));
    var sockets = new SocketExchange(exchange, doorkeeper, gate, threads);
    javalin =
        Javalin.create(
                config -> {
                  configure(config, address, ids);
                  routes.http().forEach(route -> add(config.routes, route, exchange));
                  routes.sockets().forEach(route -> add(config.routes, route, sockets));
                  addRefusals(config.routes, exchange);
                })
            .start();
  }

  /** The port it listens on, where it does on one. */
  public int port() {
    for (Connector connector : running().jettyServer().server().getConnectors()) {
      if (connector instanceof ServerConnector tcp) {
        return tcp.getLocalPort();
      }
    }
    throw new IllegalStateException("it listens on no port");
  }

  /**
   * Begins nothing new (503), and waits for what is being answered.
   *
   * @return whether all of it has ended in time
   */
  public boolean drain(Duration longest) {
    return inFlight.drain(longest);
  }

  /** Stops at once; drain first to be kind. */
  @Override
  public void close() {
    Javalin started = javalin;
    if (started != null) {
      started.stop();
      javalin = null;
    }
  }

  private Javalin running() {
    Javalin started = javalin;
    if (started == null) {
      throw new IllegalStateException("the server is not running");
    }
    return started;
  }

  private void configure(JavalinConfig config, Address address, RequestIds ids) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.ignoreTrailingSlashes = true;
    config.router.treatMultipleSlashesAsSingleSlash = false;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(limits.head());
          http.setSendServerVersion(false);
          http.addCustomizer(new OneMethod());
          http.setSendDateHeader(true);
        });
    config.jetty.addConnector((server, http) -> connector(server, http, address));
    config.jetty.modifyServletContextHandler(
        handler -> {
          var none = new FilterHolder(new NoSessions());
          none.setAsyncSupported(true);
          handler.addFilter(none, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new ErrorAnswers(ids));
          server.setStopTimeout(0);
        });
  }

  Connector connector(Server server, HttpConfiguration http, Address address) {
    return switch (address) {
      case Address.Unix(Path path) -> {
        var unix = new UnixDomainServerConnector(server, new HttpConnectionFactory(http));
        unix.setUnixDomainPath(path);
        unix.setAcceptQueueSize(MOST_WAITING);
        unix.setIdleTimeout(limits.idle());
        yield unix;
      }
      case Address.Loopback(int port) -> {
        var tcp = new ServerConnector(server, new HttpConnectionFactory(http));
        tcp.setHost("127.0.0.1");
        tcp.setPort(port);
        tcp.setIdleTimeout(limits.idle());
        yield tcp;
      }
    };
  }

  private static void add(RoutesConfig to, Routes.Route route, Exchange exchange) {
    to.addEndpoint(endpoint(HandlerType.findOrCreate(route.method()), route, exchange));
    if (route.method().equals("GET")) {
      to.addEndpoint(endpoint(HandlerType.HEAD, route, exchange));
    }
  }

  private static Endpoint endpoint(HandlerType method, Routes.Route route, Exchange exchange) {
    return Endpoint.create(method, route.path())
        .handler(context -> exchange.serve(context, route.guard(), route.handler()));
  }

  private static void add(RoutesConfig to, Routes.SocketRoute route, SocketExchange sockets) {
    to.wsBeforeUpgrade(route.path(), context -> sockets.admit(context, route));
    to.ws(route.path(), sockets::configure);
  }

  private static void addRefusals(RoutesConfig to, Exchange exchange) {
    to.exception(
        HttpResponseException.class,
        (e, context) ->
            exchange.refuse(
                context,
                switch (e.getStatus()) {
                  case 404 -> Refusals.noRoute();
                  case 405 -> Refusals.wrongMethod(context.req().getMethod());
                  default -> Refusals.notHttp(e.getStatus());
                }));
    to.exception(
        Exception.class,
        (e, context) -> exchange.failed(context, exchange.call(context, false), e));
  }
}
