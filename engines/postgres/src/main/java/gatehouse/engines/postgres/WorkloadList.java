package gatehouse.engines.postgres;

import gatehouse.core.access.Selector;
import gatehouse.core.workload.WorkloadQuery;
import gatehouse.core.workload.WorkloadStore.Listing;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A page of workloads. */
final class WorkloadList {
  private final Handle handle;
  private final WorkloadQuery query;
  private final String conditions;

  WorkloadList(Handle handle, WorkloadQuery query) {
    this.handle = handle;
    this.query = query;
    this.conditions = conditions(query);
  }

  private static String conditions(WorkloadQuery query) {
    var text = new StringBuilder("project = :project AND kind = :kind");
    if (!query.states().isEmpty()) {
      text.append(" AND state = ANY(:states)");
    }
    if (!query.userName().isEmpty()) {
      text.append(" AND user_name = :userName");
    }
    if (!query.text().isEmpty()) {
      text.append(" AND (name ILIKE :text OR cast(id AS text) ILIKE :text)");
    }
    for (int i = 0; i < query.selectors().size(); i++) {
      text.append(" AND labels @> cast(:labels").append(i).append(" AS jsonb)");
    }
    if (query.updatedAfter() != null) {
      text.append(" AND updated_at > :after");
    }
    if (query.updatedBefore() != null) {
      text.append(" AND updated_at < :before");
    }
    return text.toString();
  }

  Listing read() {
    String way = query.descending() ? " DESC" : "";
    var items =
        bound(
                "SELECT * FROM workloads WHERE "
                    + conditions
                    + " ORDER BY "
                    + column()
                    + way
                    + ", id"
                    + way
                    + " LIMIT :limit OFFSET :offset")
            .bind("limit", query.limit())
            .bind("offset", query.offset())
            .map(WorkloadTable::workload)
            .list();
    long total =
        bound("SELECT count(*) FROM workloads WHERE " + conditions).mapTo(Long.class).one();
    return new Listing(items, total);
  }

  private Query bound(String sql) {
    Query bound =
        handle
            .createQuery(sql)
            .bind("project", query.project().value())
            .bind("kind", query.kind().name())
            .bind("userName", query.userName())
            .bind("text", "%" + Columns.literal(query.text()) + "%")
            .bindArray("states", String.class, (Object[]) Columns.names(query.states()));
    int number = 0;
    for (Selector selector : query.selectors()) {
      bound.bind("labels" + number++, Columns.json(selector.labels()));
    }
    if (query.updatedAfter() != null) {
      bound.bind("after", Columns.time(query.updatedAfter()));
    }
    if (query.updatedBefore() != null) {
      bound.bind("before", Columns.time(query.updatedBefore()));
    }
    return bound;
  }

  private String column() {
    return switch (query.sort()) {
      case CREATED -> "created_at";
      case UPDATED -> "updated_at";
      case NAME -> "name";
      case STATE -> "state";
      case USER -> "user_name";
      case ID -> "id";
    };
  }
}
