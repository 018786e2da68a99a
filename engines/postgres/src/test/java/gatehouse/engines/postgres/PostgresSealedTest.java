package gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Application;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSealedTest {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final PostgresAdministration store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());
  private final PostgresSealed sealed = new PostgresSealed(POSTGRES.database());

  @Test
  void theOldestAndTheNewestAreSamplesAndServiceAccountsAreNone() {
    assertThat(sealed.applications()).isEmpty();
    insert("first-service", "");
    insert("oldest", "b2xk");
    insert("between", "bWlk");
    insert("newest", "bmV3");
    insert("last-service", "");

    assertThat(sealed.applications()).containsOnlyKeys("oldest", "newest");
    assertThat(sealed.s3Keys()).isEmpty();
  }

  private void insert(String key, String secret) {
    var application = new Application(0, key, secret, "name", "", null, NOON);
    assertThat(store.<Application>transaction(tx -> tx.insert(application)).key()).isEqualTo(key);
  }
}
