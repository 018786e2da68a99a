package gatehouse.engines.postgres;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.ClusterContract;
import gatehouse.core.administration.AdministrationStore;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresClusterTest extends ClusterContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final AdministrationStore store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());
  private final Cluster cluster =
      new PostgresCluster(POSTGRES.database(), Thread::startVirtualThread);

  @Override
  protected Cluster cluster() {
    return cluster;
  }

  @Override
  protected AdministrationStore store() {
    return store;
  }
}
