package gatehouse.core.administration;

import gatehouse.core.access.MemoryCluster;
import java.time.InstantSource;

class MemoryAdministrationTest extends AdministrationStoreContract {
  private final MemoryAdministration store =
      new MemoryAdministration(InstantSource.system(), new MemoryCluster());

  @Override
  protected AdministrationStore store() {
    return store;
  }
}
