package gatehouse.engines.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One embedded PostgreSQL for all tests of a run, a database of its own for each test class, and
 * empty tables for each test.
 */
final class PostgresForTests implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  static final Path PROGRAMS = Path.of("target/postgres-programs");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Database database;

  Database database() {
    return database;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    EmbeddedDatabase server = server(context);
    String name = "test" + COUNT.incrementAndGet();
    try (Database all = Database.open(server)) {
      all.read(handle -> handle.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
      all.read(handle -> handle.execute("CREATE DATABASE " + name));
    }
    database = Database.open(server.url(name), server.user(), server.password());
  }

  private static EmbeddedDatabase server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(
            PostgresForTests.class,
            key -> {
              try {
                return EmbeddedDatabase.start(Path.of("target/postgres"), PROGRAMS);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            EmbeddedDatabase.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database.read(
        handle ->
            handle.execute(
                """
                DO $$
                DECLARE names text;
                BEGIN
                  SELECT string_agg(quote_ident(tablename), ',') INTO names FROM pg_tables
                  WHERE schemaname = 'public'
                    AND tablename NOT IN ('flyway_schema_history', 'installation');
                  EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY';
                  UPDATE installation
                  SET revision = 0, audit_number = 0, audit_hash = repeat('0', 64);
                END $$
                """));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    database.close();
  }
}
