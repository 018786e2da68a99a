package gatehouse.server;

import gatehouse.engines.runtimes.docker.DockerOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What runs workloads.
 *
 * @param socket of the container engine; empty for sandboxes without one
 */
record RuntimeChoice(Optional<Path> socket) {
  private static final String PODMAN = "podman";
  private static final Path PODMAN_SOCKET = Path.of("/run/podman/podman.sock");

  static RuntimeChoice read(Settings settings) {
    String name = settings.text(Setting.RUNTIME).orElse("local");
    Optional<Path> socket = settings.text(Setting.DOCKER_SOCKET).map(Path::of);
    socket
        .filter(path -> !path.isAbsolute())
        .ifPresent(
            path ->
                settings.fault("docker-socket: the whole path of a socket, from / on: " + path));
    return switch (name) {
      case "docker" -> new RuntimeChoice(Optional.of(socket.orElseGet(DockerOptions::usualSocket)));
      case PODMAN -> new RuntimeChoice(Optional.of(socket.orElse(PODMAN_SOCKET)));
      case "local" -> {
        if (socket.isPresent()) {
          settings.fault("docker-socket: only with --runtime docker or --runtime podman");
        }
        yield new RuntimeChoice(Optional.empty());
      }
      default -> {
        settings.fault("runtime: local, docker or podman, not \"" + name + "\"");
        yield new RuntimeChoice(Optional.empty());
      }
    };
  }
}
