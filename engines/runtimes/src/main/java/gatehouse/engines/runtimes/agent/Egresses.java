package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.Egress;
import gatehouse.core.workload.NetworkBytes;
import gatehouse.core.workload.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways out of all runs on this machine. */
public final class Egresses implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Egresses.class);

  private final Egress egress;
  private final Dialer dialer;
  private final Executor executor;
  private final Map<RunId, WayOut> open = new ConcurrentHashMap<>();

  /**
   * @param executor runs tasks that wait for long
   */
  public Egresses(Egress egress, Dialer dialer, Executor executor) {
    this.egress = egress;
    this.dialer = dialer;
    this.executor = executor;
  }

  /** Opens the way out of a run; without one it runs all the same, and reaches nothing. */
  void open(RunId run, Path socket) {
    open.computeIfAbsent(
        run,
        id -> {
          try {
            return WayOut.open(folder(socket), id.workload(), egress, dialer, executor);
          } catch (IOException e) {
            LOG.atWarn().addKeyValue("run", id).setCause(e).log("a run has no way out");
            return null;
          }
        });
  }

  /** Closes it with everything that goes through it. */
  void close(RunId run) {
    WayOut out = open.remove(run);
    if (out != null) {
      out.close();
    }
  }

  /** What a run moved by its way out, since that was opened. */
  NetworkBytes moved(RunId run) {
    WayOut out = open.get(run);
    return out == null ? NetworkBytes.NONE : out.meter().sum();
  }

  /** Closes what is not allowed any more. */
  void lookAgain() {
    open.values().forEach(WayOut::lookAgain);
  }

  @Override
  public void close() {
    open.keySet().forEach(this::close);
  }

  /** The folder that a run's way out lies in, beside its dial socket. */
  public static Path folder(Path socket) {
    return socket.resolveSibling(socket.getFileName() + WayOut.FOLDER);
  }
}
