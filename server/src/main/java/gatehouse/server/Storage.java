package gatehouse.server;

import gatehouse.engines.postgres.Database;
import gatehouse.engines.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The database: a PostgreSQL of the operator's own, or the embedded one. */
record Storage(Database database, Optional<EmbeddedDatabase> embedded) {

  static Storage open(Config config, DataFolder folder, Lifecycle lifecycle) throws IOException {
    if (config.databaseUrl().isPresent()) {
      Database database = Database.open(config.databaseUrl().get(), "", "");
      return new Storage(lifecycle.add("database", database), Optional.empty());
    }
    Path home = folder.path().resolve("postgres");
    EmbeddedDatabase embedded =
        lifecycle.add(
            "embedded PostgreSQL", EmbeddedDatabase.start(home, folder.path().resolve("cache")));
    return new Storage(lifecycle.add("database", Database.open(embedded)), Optional.of(embedded));
  }
}
