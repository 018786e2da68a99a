package gatehouse.engines.runtimes.docker;

import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeContract;
import gatehouse.core.workload.WorkloadRuntime;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runtime over Podman keeps the contract. */
class PodmanRuntimeTest extends RuntimeContract {
  @RegisterExtension static final EngineProcess ENGINE = EngineProcess.podman();

  @RegisterExtension final OpenedDocker opened = new OpenedDocker(ENGINE);

  @Override
  protected WorkloadRuntime runtime() {
    return opened.runtime();
  }

  @Override
  protected RunWatcher watcher() {
    return opened.watcher();
  }

  @Override
  protected int shortJobs() {
    return 10;
  }

  @Override
  protected WorkloadRuntime restarted() {
    return opened.restarted();
  }
}
