package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeContract;
import gatehouse.core.workload.WorkloadRuntime;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The local runtime keeps the contract. Without bubblewrap this fails: it is not optional. */
class LocalRuntimeTest extends RuntimeContract {
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
