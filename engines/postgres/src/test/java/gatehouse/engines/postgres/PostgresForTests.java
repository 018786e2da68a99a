package gatehouse.engines.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
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
  private DataSource patient;

  /** Connections to the same database, past the pool. */
  DataSource patient() {
    return patient;
  }

  Database database() {
    return database;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    EmbeddedDatabase server = server(context);
    String name = "test" + COUNT.incrementAndGet();
    try (Connection all =
            DatabaseAddress.of(server.url(), server.user(), server.password())
                .patient()
                .getConnection();
        Statement statement = all.createStatement()) {
      // Tests share a busy disk, and nobody misses what they keep.
      statement.execute("ALTER SYSTEM SET fsync = off");
      statement.execute("SELECT pg_reload_conf()");
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + name);
    }
    patient = DatabaseAddress.of(server.url(name), server.user(), server.password()).patient();
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
