package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.WorkloadRuntime;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same as seen from another node. */
class FarDialTest extends DialTest {
  @RegisterExtension final FarEnd far = new FarEnd();

  @Override
  protected WorkloadRuntime runtime() {
    return far.of(opened.runtime());
  }
}
