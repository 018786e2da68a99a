package gatehouse.core.access;

import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.MemoryAdministration;
import java.time.InstantSource;

class MemoryClusterTest extends ClusterContract {
  private final MemoryCluster cluster = new MemoryCluster();
  private final MemoryAdministration store =
      new MemoryAdministration(InstantSource.system(), cluster);

  @Override
  protected Cluster cluster() {
    return cluster;
  }

  @Override
  protected AdministrationStore store() {
    return store;
  }
}
