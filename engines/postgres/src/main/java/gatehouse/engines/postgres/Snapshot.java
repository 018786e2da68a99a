package gatehouse.engines.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Several queries about one row's owner, answered in one round trip and as of one moment: a
 * principal is read while somebody waits for a revocation.
 */
final class Snapshot {
  private final PreparedStatement statement;
  private final StatementContext context;

  private Snapshot(PreparedStatement statement, StatementContext context) {
    this.statement = statement;
    this.context = context;
  }

  /**
   * Asks all at once.
   *
   * @param queries each with one {@code ?} for the number
   * @param reader takes the answers in the order of the queries
   */
  static <T> T of(Handle handle, List<String> queries, int number, Function<Snapshot, T> reader) {
    String all =
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
            + String.join("; ", queries)
            + "; COMMIT";
    try (Query query = handle.createQuery(all)) {
      Connection connection = handle.getConnection();
      try (PreparedStatement statement = connection.prepareStatement(all)) {
        for (int i = 1; i <= queries.size(); i++) {
          statement.setInt(i, number);
        }
        statement.execute();
        return reader.apply(new Snapshot(statement, query.getContext()));
      } catch (SQLException e) {
        leave(connection, e);
        throw new UnableToExecuteStatementException(e, query.getContext());
      }
    }
  }

  /** The rows of the next query. */
  <R> List<R> next(RowMapper<R> mapper) {
    try {
      statement.getMoreResults();
      var rows = new ArrayList<R>();
      try (ResultSet results = statement.getResultSet()) {
        while (results.next()) {
          rows.add(mapper.map(results, context));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, context);
    }
  }

  /** What failed in the middle has not ended the transaction that it began. */
  private static void leave(Connection connection, SQLException because) {
    try (Statement end = connection.createStatement()) {
      end.execute("ROLLBACK");
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
