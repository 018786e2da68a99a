package gatehouse.engines.postgres;

import com.zaxxer.hikari.pool.HikariPool;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failing database says to those above. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** Stopped, crashed, starting, or connected to by too many. */
  private static final Set<String> NOT_NOW = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

  private static final Set<String> NOT_TEXT = Set.of("22021", "22P05");
  private static final Set<String> IN_THE_WAY = Set.of("40001", "40P01");

  private static final String DISK_FULL = "53100";

  private Failures() {}

  /** Runs work; a database that does not answer becomes a refusal, all else passes as it is. */
  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (Refused refused) {
      throw refused;
    } catch (RuntimeException e) {
      throw translated(e);
    }
  }

  private static RuntimeException translated(RuntimeException e) {
    if (e instanceof HikariPool.PoolInitializationException) {
      return unavailable(e);
    }
    SQLException cause = cause(e);
    if (cause == null) {
      return e;
    }
    String state = String.valueOf(cause.getSQLState());
    if (cause instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || NOT_NOW.contains(state)) {
      return unavailable(cause);
    }
    if (state.equals(DISK_FULL)) {
      LOG.warn("the disk of the database is full: {}", cause.getMessage());
      return new Refused(
          new Unavailable(
              "The disk that holds the database is full, so nothing was changed. Make room, then"
                  + " try again."));
    }
    if (state.startsWith("53")) {
      LOG.warn("the database is out of something: {}", cause.getMessage());
      return new Refused(new Unavailable("The database has no room left (memory or connections)."));
    }
    if (NOT_TEXT.contains(state)) {
      return new Refused(new Invalid("text", "Unicode text without null characters"));
    }
    return e;
  }

  private static Refused unavailable(Exception cause) {
    LOG.debug("the database does not answer", cause);
    return new Refused(new Unavailable("The database does not answer. Try again in a moment."));
  }

  /** Whether another transaction was in the way, so that trying again makes sense. */
  static boolean mayBeTriedAgain(RuntimeException e) {
    SQLException cause = cause(e);
    return cause != null && IN_THE_WAY.contains(String.valueOf(cause.getSQLState()));
  }

  private static @Nullable SQLException cause(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }
}
