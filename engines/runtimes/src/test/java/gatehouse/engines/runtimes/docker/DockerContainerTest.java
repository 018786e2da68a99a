package gatehouse.engines.runtimes.docker;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers of Docker. */
class DockerContainerTest extends ContainerTrials {
  @RegisterExtension static final EngineProcess ENGINE = EngineProcess.docker();

  @Override
  EngineProcess engine() {
    return ENGINE;
  }
}
