package gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListenerTest {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final PostgresCluster cluster =
      new PostgresCluster(POSTGRES.database(), Thread::startVirtualThread);
  private final PostgresAdministration store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());
  private final Semaphore told = new Semaphore(0);

  private void awaitNews() throws InterruptedException {
    assertThat(told.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  private void revise() {
    store.transaction(tx -> tx.revise(Set.of(Subject.account(1))));
  }

  private static int cutListeningConnections() {
    return POSTGRES
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND query LIKE 'LISTEN%'
                        """)
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void aListenerWhoseConnectionIsCutListensAgain() throws Exception {
    try (AutoCloseable listening = cluster.listen(told::release)) {
      assertThat(listening).isNotNull();
      awaitNews();

      assertThat(cutListeningConnections()).isEqualTo(1);

      awaitNews();
      told.drainPermits();
      revise();
      awaitNews();
    }
  }

  @Test
  void aListenerSurvivesWhatItsListenerThrows() throws Exception {
    Runnable thrower =
        () -> {
          told.release();
          throw told.availablePermits() % 2 == 0
              ? new Refused(new Unavailable("not now"))
              : new IllegalStateException("on purpose");
        };
    try (AutoCloseable listening = cluster.listen(thrower)) {
      assertThat(listening).isNotNull();
      awaitNews();
      revise();
      awaitNews();
      revise();
      awaitNews();
    }
  }

  @Test
  void afterClosingNobodyIsTold() throws Exception {
    try (AutoCloseable listening = cluster.listen(told::release)) {
      assertThat(listening).isNotNull();
      awaitNews();
    }
    told.drainPermits();
    var other = new Semaphore(0);
    try (AutoCloseable listening = cluster.listen(other::release)) {
      assertThat(listening).isNotNull();
      assertThat(other.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      other.drainPermits();
      revise();
      assertThat(other.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(told.availablePermits()).isZero();
  }
}
