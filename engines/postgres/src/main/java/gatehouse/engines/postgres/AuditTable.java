package gatehouse.engines.postgres;

import gatehouse.core.administration.AuditQuery;
import gatehouse.core.audit.AuditEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The audit, read; {@link Ledger} writes it. */
final class AuditTable {
  private final Handle handle;

  AuditTable(Handle handle) {
    this.handle = handle;
  }

  List<AuditEntry> newest(AuditQuery query) {
    var conditions = new StringBuilder("true");
    if (query.before() != 0) {
      conditions.append(" AND number < :before");
    }
    if (!query.project().isEmpty()) {
      conditions.append(" AND details ->> 'project' = :project");
    }
    if (!query.action().isEmpty()) {
      conditions.append(" AND action LIKE :action");
    }
    if (!query.subject().isEmpty()) {
      conditions.append(" AND (subject = :subject OR target = :subject)");
    }
    return handle
        .createQuery(
            "SELECT * FROM audit WHERE " + conditions + " ORDER BY number DESC LIMIT :limit")
        .bind("project", query.project())
        .bind("before", query.before())
        .bind("action", Columns.literal(query.action()) + "%")
        .bind("subject", query.subject())
        .bind("limit", query.limit())
        .map(Rows::auditEntry)
        .list();
  }

  Map<String, AuditEntry> lastOf(String action, Set<String> targets) {
    var last = new HashMap<String, AuditEntry>();
    if (!targets.isEmpty()) {
      handle
          .createQuery(
              """
              SELECT found.* FROM unnest(:targets) AS wanted (target)
              CROSS JOIN LATERAL (
                SELECT * FROM audit WHERE target = wanted.target AND action = :action
                ORDER BY number DESC LIMIT 1) AS found
              """)
          .bindArray("targets", String.class, targets.toArray())
          .bind("action", action)
          .map(Rows::auditEntry)
          .forEach(entry -> last.put(entry.line().target(), entry));
    }
    return last;
  }

  List<AuditEntry> from(long number, int limit) {
    return handle
        .createQuery("SELECT * FROM audit WHERE number >= :number ORDER BY number LIMIT :limit")
        .bind("number", number)
        .bind("limit", limit)
        .map(Rows::auditEntry)
        .list();
  }
}
