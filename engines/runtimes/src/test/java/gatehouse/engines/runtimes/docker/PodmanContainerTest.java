package gatehouse.engines.runtimes.docker;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers of Podman. */
class PodmanContainerTest extends ContainerTrials {
  @RegisterExtension static final EngineProcess ENGINE = EngineProcess.podman();

  @Override
  EngineProcess engine() {
    return ENGINE;
  }
}
