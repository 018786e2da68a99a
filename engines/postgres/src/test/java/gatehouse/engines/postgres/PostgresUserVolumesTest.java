package gatehouse.engines.postgres;

import gatehouse.core.identity.Project;
import gatehouse.core.volume.UserVolumeBook;
import gatehouse.core.volume.UserVolumeBookContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresUserVolumesTest extends UserVolumeBookContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final UserVolumeBook book =
      new PostgresUserVolumes(POSTGRES.database(), InstantSource.system());

  @Override
  protected UserVolumeBook book() {
    return book;
  }

  @Override
  protected List<String> audited() {
    return POSTGRES
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT action FROM audit ORDER BY number")
                    .mapTo(String.class)
                    .list());
  }

  @BeforeEach
  void theProjectsThatVolumesBelongTo() {
    new PostgresAdministration(POSTGRES.database(), InstantSource.system())
        .transaction(
            tx -> {
              tx.insert(new Project(PROJECT, "", true, Instant.EPOCH));
              tx.insert(new Project(OTHER, "", true, Instant.EPOCH));
              return null;
            });
  }
}
