package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeTrials;
import gatehouse.core.workload.WorkloadRuntime;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trials that only the local runtime must stand. */
abstract class LocalTrials extends RuntimeTrials {
  @RegisterExtension final OpenedRuntime opened = open();

  /** What is tried. */
  OpenedRuntime open() {
    return new OpenedRuntime(LocalOptions.standard());
  }

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
