package gatehouse.engines.runtimes.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an administrator may set for containers.
 *
 * @param socket the engine's Unix socket
 * @param processes how many processes and threads one run may have
 * @param workspaceLimit bytes that one workload may keep in its folder; 0 for as much as there is
 * @param reach passes where a registry's host may be asked; throws {@code Refused} where the engine
 *     must not be sent there, as it is this machine or its neighbour
 */
public record DockerOptions(
    Path socket, int processes, long workspaceLimit, Consumer<String> reach) {
  private static final List<Path> USUAL =
      List.of(
          Path.of("/var/run/docker.sock"),
          Path.of("/run/podman/podman.sock"),
          Path.of("/run/docker.sock"));

  /** With what suits most machines. */
  public static DockerOptions at(Path socket) {
    return new DockerOptions(socket, 4096, 0, host -> {});
  }

  /** With a limit of what a workload may keep, bytes; 0 for none. */
  public DockerOptions withWorkspaceLimit(long bytes) {
    return new DockerOptions(socket, processes, bytes, reach);
  }

  /** With registries that the engine is not sent to. */
  public DockerOptions withReach(Consumer<String> hosts) {
    return new DockerOptions(socket, processes, workspaceLimit, hosts);
  }

  /** Where an engine's socket usually is: the first that is there, else Docker's. */
  public static Path usualSocket() {
    return USUAL.stream()
        .filter(java.nio.file.Files::exists)
        .findFirst()
        .orElseGet(USUAL::getFirst);
  }
}
