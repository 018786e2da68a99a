package gatehouse.engines.postgres;

import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** When credentials were last used, and when people last signed in. Only ever goes forward. */
final class UseNotes {
  private final Handle handle;

  UseNotes(Handle handle) {
    this.handle = handle;
  }

  Map<UUID, Instant> of(Set<UUID> credentials) {
    var uses = new HashMap<UUID, Instant>();
    handle
        .createQuery(
            """
            SELECT id, last_used_at FROM credentials
            WHERE id = ANY(:ids) AND last_used_at IS NOT NULL
            UNION ALL
            SELECT id, last_used_at FROM passwords
            WHERE id = ANY(:ids) AND last_used_at IS NOT NULL
            """)
        .bindArray("ids", UUID.class, credentials.toArray())
        .map(
            (row, context) ->
                Map.entry(row.getObject("id", UUID.class), Columns.instant(row, "last_used_at")))
        .forEach(use -> uses.put(use.getKey(), use.getValue()));
    return uses;
  }

  /** In the order of ids, so that two nodes that note at once wait for each other in turn. */
  void note(Map<UUID, Instant> credentials, Map<Subject, Instant> signIns) {
    for (String table : new String[] {"credentials", "passwords"}) {
      PreparedBatch batch =
          handle.prepareBatch(
              "UPDATE "
                  + table
                  + " SET last_used_at = :at"
                  + " WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :at)");
      new TreeMap<>(credentials)
          .forEach((id, at) -> batch.bind("id", id).bind("at", Columns.time(at)).add());
      execute(batch);
    }
    noteSignIns("users", Subject.Kind.USER, signIns);
    noteSignIns("accounts", Subject.Kind.ACCOUNT, signIns);
  }

  private void noteSignIns(String table, Subject.Kind kind, Map<Subject, Instant> signIns) {
    PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE "
                + table
                + " SET last_sign_in = :at"
                + " WHERE id = :id AND (last_sign_in IS NULL OR last_sign_in < :at)");
    var byId = new TreeMap<Integer, Instant>();
    signIns.forEach(
        (subject, at) -> {
          if (subject.kind() == kind) {
            byId.put(Integer.valueOf(subject.key()), at);
          }
        });
    byId.forEach((id, at) -> batch.bind("id", id).bind("at", Columns.time(at)).add());
    execute(batch);
  }

  private static void execute(PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
