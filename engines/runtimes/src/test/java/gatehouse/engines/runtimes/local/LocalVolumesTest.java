package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeVolumesContract;
import gatehouse.core.workload.WorkloadRuntime;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalVolumesTest extends RuntimeVolumesContract {
  @RegisterExtension final OpenedRuntime opened = new OpenedRuntime(LocalOptions.standard());

  @Override
  protected WorkloadRuntime runtime() {
    return opened.runtime();
  }

  @Override
  protected RunWatcher watcher() {
    return opened.watcher();
  }

  @Override
  protected WorkloadRuntime restarted() {
    return opened.restarted();
  }
}
