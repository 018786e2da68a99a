package gatehouse.engines.postgres;

import gatehouse.core.administration.Page;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserStatus;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/** A page of a project's users: an index for every order, and a count that is kept, not counted. */
final class UserList {
  /**
   * A filter is planned for what it looks for: a plan for any text or role takes seconds where half
   * of a million are found.
   */
  private static final StatementCustomizer PLANNED_EACH_TIME =
      new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
      };

  private final Handle handle;
  private final UserQuery query;
  private final UserConditions conditions;

  UserList(Handle handle, UserQuery query) {
    this.handle = handle;
    this.query = query;
    this.conditions = new UserConditions(query.filter());
  }

  Page<UserWithRoles> read() {
    List<User> users =
        bound(
                "SELECT * FROM users WHERE "
                    + conditions.sql()
                    + " ORDER BY "
                    + order()
                    + " LIMIT :limit OFFSET :offset")
            .bind("limit", query.limit())
            .bind("offset", query.offset())
            .map(Rows::user)
            .list();
    List<UserWithRoles> items = new UserTable(handle).withRoles(users);
    if (users.size() < query.limit() && (query.offset() == 0 || !users.isEmpty())) {
      return new Page<>(items, (long) query.offset() + users.size()); // The last page tells.
    }
    if (query.filter().isNarrow()) {
      long counted = countedUpToOneMore();
      return counted > UserQuery.COUNTED
          ? new Page<>(items, UserQuery.COUNTED, false)
          : new Page<>(items, counted);
    }
    return new Page<>(items, known());
  }

  private long countedUpToOneMore() {
    return bound(
            "SELECT count(*) FROM (SELECT FROM users WHERE "
                + conditions.sql()
                + " LIMIT :most) AS counted")
        .bind("most", UserQuery.COUNTED + 1)
        .mapTo(Long.class)
        .one();
  }

  private long known() {
    UserStatus status = query.filter().status();
    if (status != null && status != UserStatus.OK) {
      return bound("SELECT count(*) FROM users WHERE " + conditions.sql()).mapTo(Long.class).one();
    }
    long all =
        bound("SELECT users FROM user_counts WHERE project = :project")
            .mapTo(Long.class)
            .findOne()
            .orElse(0L);
    return status == null ? all : all - notOk();
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
    if (query.filter().isNarrow()) {
      bound.addCustomizer(PLANNED_EACH_TIME);
    }
    return conditions.bindTo(bound);
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
