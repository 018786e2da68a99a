package gatehouse.core.access;

import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.MemoryAdministration;
import java.time.InstantSource;

class MemoryPrincipalsTest extends PrincipalSourceContract {
  private final MemoryAdministration store =
      new MemoryAdministration(InstantSource.system(), new MemoryCluster());

  @Override
  protected AdministrationStore store() {
    return store;
  }

  @Override
  protected PrincipalSource source() {
    return store;
  }
}
