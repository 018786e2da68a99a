package gatehouse.server;

import gatehouse.core.image.RegistryLogins;
import gatehouse.core.workload.Egress;
import gatehouse.engines.images.ImageLimits;
import gatehouse.engines.images.ImageStore;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import gatehouse.engines.runtimes.docker.DockerOptions;
import gatehouse.engines.runtimes.docker.DockerRuntime;
import gatehouse.engines.runtimes.local.LocalOptions;
import gatehouse.engines.runtimes.local.LocalRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Opens what runs workloads, as it is configured. Each keeps its runs in a folder of its own. */
final class Runtimes {
  private Runtimes() {}

  static KeptRuntime open(
      Config config,
      DataFolder folder,
      ExecutorService threads,
      InstantSource clock,
      Egress egress,
      RegistryLogins registries)
      throws IOException {
    Optional<Path> socket = config.runtime().socket();
    if (socket.isPresent()) {
      return new DockerRuntime(
          folder.path().resolve("runtime-docker"),
          threads,
          clock,
          DockerOptions.at(socket.get())
              .withWorkspaceLimit(config.workspaceLimit())
              .withReach(
                  registry -> {
                    boolean _ = Data.isNear(registry, config.localRegistries());
                  }),
          egress,
          registries);
    }
    var images =
        new ImageStore(
            folder.path().resolve("images"),
            registries,
            registry -> Data.isNear(registry, config.localRegistries()),
            ImageLimits.standard(),
            threads,
            Thread::sleep,
            clock);
    return new LocalRuntime(
        folder.path().resolve("runtime"),
        threads,
        clock,
        LocalOptions.standard()
            .withWorkspaceLimit(config.workspaceLimit())
            .withInsecure(config.insecureLocal()),
        egress,
        images);
  }
}
