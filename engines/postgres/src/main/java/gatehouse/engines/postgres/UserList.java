package gatehouse.engines.postgres;

import gatehouse.core.administration.Page;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserStatus;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A page of a project's users: an index for every order, and a count that is kept, not counted. */
final class UserList {
  private final Handle handle;
  private final UserQuery query;
  private final String conditions;

  UserList(Handle handle, UserQuery query) {
    this.handle = handle;
    this.query = query;
    var text = new StringBuilder("project = :project AND status <> 'DELETED'");
    if (query.status() != null) {
      text.append(" AND status = :status");
    }
    if (!query.text().isEmpty()) {
      text.append(" AND (name ILIKE :text OR description ILIKE :text)");
    }
    if (query.role() != null) {
      text.append(" AND id IN (SELECT user_id FROM grants WHERE role = :role)");
    }
    this.conditions = text.toString();
  }

  Page<UserWithRoles> read() {
    List<User> users =
        bound(
                "SELECT * FROM users WHERE "
                    + conditions
                    + " ORDER BY "
                    + order()
                    + " LIMIT :limit OFFSET :offset")
            .bind("limit", query.limit())
            .bind("offset", query.offset())
            .map(Rows::user)
            .list();
    return new Page<>(new UserTable(handle).withRoles(users), total());
  }

  private long total() {
    boolean narrowed = query.role() != null || !query.text().isEmpty();
    if (narrowed || (query.status() != null && query.status() != UserStatus.OK)) {
      return bound("SELECT count(*) FROM users WHERE " + conditions).mapTo(Long.class).one();
    }
    long all =
        bound("SELECT users FROM user_counts WHERE project = :project")
            .mapTo(Long.class)
            .findOne()
            .orElse(0L);
    return query.status() == null ? all : all - notOk();
  }

  /** Few, and an index holds exactly these. */
  private long notOk() {
    return bound(
            "SELECT count(*) FROM users WHERE project = :project AND status NOT IN ('DELETED', 'OK')")
        .mapTo(Long.class)
        .one();
  }

  private Query bound(String sql) {
    Query bound = handle.createQuery(sql).bind("project", query.project().value());
    if (query.status() != null) {
      bound.bind("status", query.status().name());
    }
    if (!query.text().isEmpty()) {
      bound.bind("text", "%" + Columns.literal(query.text()) + "%");
    }
    if (query.role() != null) {
      bound.bind("role", query.role().value());
    }
    return bound;
  }

  /** Who never signed in comes first; an index can be read both ways. */
  private String order() {
    String way = query.descending() ? " DESC" : "";
    return switch (query.sort()) {
      case ID -> "id" + way;
      case NAME -> "name" + way + ", id" + way;
      case DESCRIPTION -> "description" + way + ", id" + way;
      case CREATED -> "created_at" + way + ", id" + way;
      case LAST_SIGN_IN ->
          query.descending()
              ? "last_sign_in DESC NULLS LAST, id DESC"
              : "last_sign_in NULLS FIRST, id";
    };
  }
}
