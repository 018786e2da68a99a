package gatehouse.engines.postgres;

import gatehouse.core.access.PrincipalSource;
import gatehouse.core.access.PrincipalSourceContract;
import gatehouse.core.administration.AdministrationStore;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresPrincipalsTest extends PrincipalSourceContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final AdministrationStore store =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());
  private final PrincipalSource source = new PostgresPrincipals(POSTGRES.database());

  @Override
  protected AdministrationStore store() {
    return store;
  }

  @Override
  protected PrincipalSource source() {
    return source;
  }
}
