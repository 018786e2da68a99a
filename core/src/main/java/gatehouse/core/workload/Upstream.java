package gatehouse.core.workload;

import java.nio.file.Path;
import java.util.Map;

/** Where a run's port is reached, for the gateway alone. */
public sealed interface Upstream {

  /**
   * Request headers that the gateway must set, such as the editor's own token; never shown to the
   * caller.
   */
  Map<String, String> headers();

  /**
   * A Unix socket.
   *
   * @param dialPort 0 where the socket is the program's own; else the port inside, which a client
   *     names by sending it as two bytes, big-endian, before its first byte
   */
  record UnixSocket(Path path, int dialPort, Map<String, String> headers) implements Upstream {
    public UnixSocket {
      headers = Map.copyOf(headers);
    }
  }

  /** An address and port. */
  record Tcp(String host, int port, Map<String, String> headers) implements Upstream {
    public Tcp {
      headers = Map.copyOf(headers);
    }
  }
}
