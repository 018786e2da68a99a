package gatehouse.engines.runtimes.docker;

import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeContract;
import gatehouse.core.workload.WorkloadRuntime;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runtime over Docker keeps the contract. */
class DockerRuntimeTest extends RuntimeContract {
  @RegisterExtension static final EngineProcess ENGINE = EngineProcess.docker();

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
    return 30;
  }

  @Override
  protected WorkloadRuntime restarted() {
    return opened.restarted();
  }
}
