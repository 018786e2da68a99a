package gatehouse.engines.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import gatehouse.core.refusal.Refused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * A PostgreSQL database with our tables in it, ours or somebody else's. A database that does not
 * answer fails a call within seconds, with {@code Unavailable}; it is used again once it is back.
 */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 10;
  private static final int KEPT_IDLE = 5;
  private static final int CONNECT_MILLIS = 2_000;

  /** Each takes up to two seconds: at the start nobody waits for a quick no. */
  private static final int FIRST_TRIES = 15;

  private static final int VALIDATE_MILLIS = 1_000;

  /** How often a transaction is tried that others get in the way of. */
  private static final int TRIES = 10;

  private final DatabaseAddress address;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(DatabaseAddress address, HikariDataSource pool) {
    this.address = address;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
  }

  /** Opens the embedded one. */
  public static Database open(EmbeddedDatabase embedded) {
    return open(embedded.url(), embedded.user(), embedded.password());
  }

  /**
   * Connects, and brings the tables up to date.
   *
   * @param url as {@code jdbc:postgresql://host/name} or {@code
   *     postgresql://user:password@host/name}
   * @param user empty where the URL or the driver's own places say
   * @param password empty where the URL or the driver's own places say
   * @throws Refused with {@code Unavailable} where it does not answer, {@code Invalid} where the
   *     URL is none
   */
  public static Database open(String url, String user, String password) {
    var address = DatabaseAddress.of(url, user, password);
    var config = new HikariConfig();
    config.setPoolName("gatehouse");
    config.setJdbcUrl(address.url());
    config.setDataSourceProperties(address.properties());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(KEPT_IDLE);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setValidationTimeout(VALIDATE_MILLIS);
    // The migrations have found out already whether it answers.
    config.setInitializationFailTimeout(-1);
    return Failures.translated(
        () -> {
          Migrations.run(address.patient());
          var pool = new HikariDataSource(config);
          connectPatiently(pool);
          return new Database(address, pool);
        });
  }

  private static void connectPatiently(HikariDataSource pool) {
    for (int i = 1; ; i++) {
      try {
        Jdbi.create(pool).useHandle(handle -> handle.execute("SELECT 1"));
        return;
      } catch (RuntimeException e) {
        if (i == FIRST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** Reads, each statement seeing the last commit. */
  <T> T read(Function<Handle, T> work) {
    return Failures.translated(() -> jdbi.withHandle(work::apply));
  }

  /**
   * Runs {@code work} in one transaction; runs it again where others got in its way (deadlocks).
   * From the second try on it first takes the lock that all changes to access end in, so that those
   * who met once come one after the other.
   */
  <T> T transaction(Function<Handle, T> work) {
    for (int i = 1; ; i++) {
      boolean again = i > 1;
      try {
        return Failures.translated(
            () ->
                jdbi.inTransaction(
                    handle -> {
                      if (again) {
                        Ledger.lock(handle);
                      }
                      return work.apply(handle);
                    }));
      } catch (RuntimeException e) {
        if (i == TRIES || !Failures.mayBeTriedAgain(e)) {
          throw e;
        }
      }
    }
  }

  /** A connection outside the pool, for somebody who keeps it. */
  Connection connect() throws SQLException {
    Properties properties = address.properties();
    return DriverManager.getConnection(address.url(), properties);
  }

  @Override
  public void close() {
    pool.close();
  }
}
