package gatehouse.engines.runtimes.agent;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.NetworkMeter;
import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out of one sandbox: a socket shown to it alone, behind which a proxy lets through what
 * the project's policy names. Who connects is thus known by where they do.
 */
public final class WayOut {
  /** Behind the name of the run's dial socket. */
  static final String FOLDER = ".d";

  /** The socket in its folder. */
  public static final String SOCKET = "out";

  /** Beside it, for as long as a keeper waits for its PID 1: where they meet. */
  public static final String MEETING = "in";

  private static final Logger LOG = LoggerFactory.getLogger(WayOut.class);
  private static final int MOST_TUNNELS = 256;

  private final WorkloadId workload;
  private final Egress egress;
  private final Dialer dialer;
  private final Executor executor;
  private final ServerSocketChannel door;
  private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
  private final NetworkMeter meter = new NetworkMeter();

  private WayOut(
      WorkloadId workload,
      Egress egress,
      Dialer dialer,
      Executor executor,
      ServerSocketChannel door) {
    this.workload = workload;
    this.egress = egress;
    this.dialer = dialer;
    this.executor = executor;
    this.door = door;
  }

  static WayOut open(
      Path folder, WorkloadId workload, Egress egress, Dialer dialer, Executor executor)
      throws IOException {
    Path socket = makeFolder(folder).resolve(SOCKET);
    Files.deleteIfExists(socket);
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      door.bind(UnixDomainSocketAddress.of(socket), 128);
      // The folder around it is private: nobody but this sandbox is shown it.
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      door.close();
      throw e;
    }
    var out = new WayOut(workload, egress, dialer, executor, door);
    executor.execute(out::accept);
    return out;
  }

  /** Makes the folder, to be shown to a sandbox: its user may look into it. */
  public static Path makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  EgressPolicy policy() {
    return egress.of(workload);
  }

  Dialer dialer() {
    return dialer;
  }

  /** What counts what goes through its tunnels. */
  NetworkMeter meter() {
    return meter;
  }

  void over(Tunnel tunnel) {
    tunnels.remove(tunnel);
  }

  /** Closes the tunnels that the policy does not allow any more; all where it cannot be read. */
  void lookAgain() {
    if (tunnels.isEmpty()) {
      return;
    }
    EgressPolicy now;
    try {
      now = policy();
    } catch (Refused e) {
      now = EgressPolicy.NONE;
    }
    for (Tunnel tunnel : tunnels) {
      if (!tunnel.standsUnder(now)) {
        tunnel.close();
      }
    }
  }

  void close() {
    try {
      door.close();
    } catch (IOException e) {
      LOG.debug("a way out did not close", e);
    }
    tunnels.forEach(Tunnel::close);
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        SocketChannel inside = door.accept();
        if (tunnels.size() >= MOST_TUNNELS) {
          inside.close();
          continue;
        }
        var tunnel = new Tunnel(this, inside, executor);
        tunnels.add(tunnel);
        executor.execute(tunnel);
      } catch (IOException e) {
        if (door.isOpen()) {
          LOG.atWarn().addKeyValue("workload", workload).setCause(e).log("the way out failed");
          close();
        }
      }
    }
  }
}
