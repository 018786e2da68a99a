package gatehouse.engines.postgres;

import gatehouse.core.access.RoleName;
import gatehouse.core.administration.UserFilter;
import gatehouse.core.administration.UserFilter.Seen;
import gatehouse.core.administration.UserFilter.Span;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** A filter of users as conditions in SQL, and what is bound to their names. */
final class UserConditions {
  private final StringBuilder sql = new StringBuilder("project = :project AND status <> 'DELETED'");
  private final Map<String, Object> values = new LinkedHashMap<>();

  UserConditions(UserFilter filter) {
    if (filter.status() != null) {
      sql.append(" AND status = ").append(bound(filter.status().name()));
    }
    for (String text : filter.texts()) {
      String name = bound("%" + Columns.literal(text) + "%");
      sql.append(" AND (name ILIKE " + name + " OR description ILIKE " + name + ")");
    }
    for (RoleName role : filter.roles()) {
      sql.append(" AND id IN (SELECT user_id FROM grants WHERE role = ")
          .append(bound(role.value()))
          .append(')');
    }
    for (RoleName role : filter.withoutRoles()) {
      sql.append(" AND NOT EXISTS (SELECT FROM grants WHERE user_id = users.id AND role = ")
          .append(bound(role.value()))
          .append(')');
    }
    if (filter.endedBy() != null) {
      sql.append(" AND ends_at <= ").append(bound(Columns.time(filter.endedBy())));
    }
    switch (filter.seen()) {
      case null -> {}
      case Seen.Never never -> sql.append(" AND last_sign_in IS NULL");
      case Seen.Within(Span span) -> within("last_sign_in", span);
      case Seen.NotSince(Instant moment) -> notSince(moment);
    }
    if (filter.created() != null) {
      within("created_at", filter.created());
    }
  }

  String sql() {
    return sql.toString();
  }

  Query bindTo(Query query) {
    values.forEach(query::bind);
    return query;
  }

  private void within(String column, Span span) {
    if (span.from() != null) {
      sql.append(" AND ").append(column).append(" >= ").append(bound(Columns.time(span.from())));
    }
    if (span.to() != null) {
      sql.append(" AND ").append(column).append(" < ").append(bound(Columns.time(span.to())));
    }
  }

  private void notSince(Instant moment) {
    String name = bound(Columns.time(moment));
    sql.append(
        " AND (last_sign_in < "
            + name
            + " OR (last_sign_in IS NULL AND created_at < "
            + name
            + "))");
  }

  private String bound(Object value) {
    String name = "v" + values.size();
    values.put(name, value);
    return ":" + name;
  }
}
