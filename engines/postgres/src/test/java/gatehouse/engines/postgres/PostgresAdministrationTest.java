package gatehouse.engines.postgres;

import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.AdministrationStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAdministrationTest extends AdministrationStoreContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final AdministrationStore store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());

  @Override
  protected AdministrationStore store() {
    return store;
  }
}
