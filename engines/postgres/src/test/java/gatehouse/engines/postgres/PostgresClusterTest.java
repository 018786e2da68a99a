package gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.ClusterContract;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.identity.Subject;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresClusterTest extends ClusterContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final AdministrationStore store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());
  private final Cluster cluster =
      new PostgresCluster(POSTGRES.database(), Thread::startVirtualThread);

  @Test
  void anAcknowledgementWaitsForNoRenewal() throws Exception {
    cluster.join(Cluster.Member.named("a"), Duration.ofMinutes(1));
    long revision = store.transaction(tx -> tx.revise(Set.of(new Subject(Subject.Kind.USER, "7"))));
    assertThat(cluster.behind(revision)).contains("a");
    try (Connection renewing = POSTGRES.database().connect();
        var row = renewing.createStatement()) {
      renewing.setAutoCommit(false);
      row.execute("UPDATE nodes SET lease_until = lease_until WHERE name = 'a'");

      cluster.acknowledge("a", revision, Map.of(revision, Map.of()));

      assertThat(cluster.behind(revision)).doesNotContain("a");
      renewing.rollback();
    }
  }

  @Override
  protected Cluster cluster() {
    return cluster;
  }

  @Override
  protected AdministrationStore store() {
    return store;
  }
}
