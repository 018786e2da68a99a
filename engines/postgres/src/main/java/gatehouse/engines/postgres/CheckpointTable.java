package gatehouse.engines.postgres;

import gatehouse.core.audit.AuditCheckpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What was signed about the audit. */
final class CheckpointTable {
  private final Handle handle;

  CheckpointTable(Handle handle) {
    this.handle = handle;
  }

  Optional<AuditCheckpoint> last() {
    return handle
        .createQuery("SELECT * FROM audit_checkpoints ORDER BY number DESC LIMIT 1")
        .map(CheckpointTable::checkpoint)
        .findOne();
  }

  List<AuditCheckpoint> between(long from, long to) {
    return handle
        .createQuery(
            "SELECT * FROM audit_checkpoints WHERE number BETWEEN :from AND :to ORDER BY number")
        .bind("from", from)
        .bind("to", to)
        .map(CheckpointTable::checkpoint)
        .list();
  }

  /** To be called under the lock of the ledger, so that two nodes cannot pass each other. */
  boolean insert(AuditCheckpoint checkpoint, long after) {
    return handle
            .createUpdate(
                """
                INSERT INTO audit_checkpoints (number, hash, at, key, signature)
                SELECT :number, :hash, :at, :key, :signature
                WHERE (SELECT coalesce(max(number), 0) FROM audit_checkpoints) = :after
                """)
            .bind("number", checkpoint.number())
            .bind("hash", checkpoint.hash())
            .bind("at", Columns.time(checkpoint.at()))
            .bind("key", checkpoint.key())
            .bind("signature", checkpoint.signature())
            .bind("after", after)
            .execute()
        == 1;
  }

  private static AuditCheckpoint checkpoint(ResultSet row, StatementContext context)
      throws SQLException {
    return new AuditCheckpoint(
        row.getLong("number"),
        row.getString("hash"),
        Columns.instant(row, "at"),
        row.getString("key"),
        row.getString("signature"));
  }
}
