package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Traffic;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.SocketFolder;
import gatehouse.engines.runtimes.far.NodeKey;
import gatehouse.engines.runtimes.far.NodeLinks;
import gatehouse.engines.runtimes.far.RunDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A runtime whose runs are reached as another node reaches them. */
final class FarEnd implements AfterEachCallback {
  /** One for all tests: drawing it takes a second. */
  private static final byte[] KEY = draw();

  private static final String HOME = "there";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private KeptRuntime reached;
  private RunDoor door;
  private NodeLinks links;
  private Path sockets;

  static byte[] draw() {
    try {
      return NodeKey.draw();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The runtime, where all that concerns a run's dial socket and log goes over the network. */
  WorkloadRuntime of(KeptRuntime runtime) {
    try {
      if (!runtime.equals(reached)) {
        close();
        open(runtime);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (WorkloadRuntime)
        Proxy.newProxyInstance(
            WorkloadRuntime.class.getClassLoader(),
            new Class<?>[] {WorkloadRuntime.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "address" -> address((RunId) arguments[0], (int) arguments[1]);
                  case "exec" -> links.exec(HOME, (RunId) arguments[0], (CommandWish) arguments[1]);
                  case "log" ->
                      links.log(
                          HOME, (RunId) arguments[0], (long) arguments[1], (int) arguments[2]);
                  case "logTail" -> links.logTail(HOME, (RunId) arguments[0], (int) arguments[1]);
                  default -> {
                    try {
                      yield method.invoke(runtime, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }
                });
  }

  /** The first question about a run is answered when its home has told of it. */
  private Optional<Upstream> address(RunId run, int port) {
    long end = System.nanoTime() + 10_000_000_000L;
    boolean running = reached.address(run, 1).isPresent();
    Optional<Upstream> found = links.address(HOME, run, port);
    while (running && found.isEmpty() && port > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
      found = links.address(HOME, run, port);
    }
    return found;
  }

  private void open(KeptRuntime runtime) throws IOException {
    reached = runtime;
    door =
        RunDoor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NodeKey.of(KEY));
    door.open(HOME, runtime, new Traffic(), threads);
    sockets = Files.createTempDirectory("gh-far");
    links = links(NodeKey.of(KEY));
  }

  /** The way to it of a node that has some key. */
  NodeLinks links(NodeKey key) throws IOException {
    return links(key, HOME);
  }

  /** The way to it of a node that takes it for another. */
  NodeLinks linksTo(String name) throws IOException {
    return links(NodeKey.of(KEY), name);
  }

  private NodeLinks links(NodeKey key, String name) throws IOException {
    int port = port();
    return new NodeLinks(
        key,
        home ->
            home.equals(name)
                ? Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                : Optional.empty(),
        SocketFolder.below(sockets, Machine.user()),
        threads);
  }

  /** The way to it of a node that has the same key. */
  NodeLinks links() {
    return links;
  }

  /** The port of its door. */
  int port() {
    return Integer.parseInt(door.address().substring(door.address().lastIndexOf(':') + 1));
  }

  private void close() throws IOException {
    if (door != null) {
      links.close();
      door.close();
      SocketFolder.below(sockets, Machine.user()).clear();
      Files.deleteIfExists(sockets.resolve("s"));
      Files.deleteIfExists(sockets);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    close();
    threads.shutdownNow();
  }
}
