package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Keeping;
import gatehouse.engines.runtimes.agent.RunFolder;
import gatehouse.engines.runtimes.agent.Use;
import java.io.IOException;
import java.util.Optional;

/** Keepers whose sandbox is their own child. */
record LocalKeeping(Launcher launcher, Readiness readiness) implements Keeping {

  @Override
  public Process start(RunFolder folder, RunSpec spec) throws IOException {
    return launcher.start(folder, spec.resources(), readiness.limits());
  }

  @Override
  public Optional<Use> use(String run) {
    return readiness.limits().use(run);
  }

  @Override
  public void release(String run) {
    readiness.limits().release(run);
  }
}
