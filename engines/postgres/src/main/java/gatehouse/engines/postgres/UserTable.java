package gatehouse.engines.postgres;

import gatehouse.core.access.Grant;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Users, their names and their grants. */
final class UserTable {
  private final Handle handle;

  UserTable(Handle handle) {
    this.handle = handle;
  }

  /** A name is claimed in the same statement that makes its user: none is left over. */
  User insert(
      ProjectId project,
      UserName name,
      Description description,
      String openstackId,
      Instant createdAt,
      @Nullable Instant endsAt) {
    User user =
        handle
            .createQuery(
                """
                WITH taken AS (
                  INSERT INTO names (name, user_id)
                  VALUES (:name, nextval(pg_get_serial_sequence('users', 'id')))
                  ON CONFLICT (name) DO NOTHING
                  RETURNING user_id)
                INSERT INTO users (id, project, name, description, status, openstack_id, created_at,
                  ends_at)
                SELECT user_id, :project, :name, :description, 'OK', :openstackId, :createdAt,
                  cast(:endsAt AS timestamptz)
                FROM taken
                RETURNING users.*
                """)
            .bind("project", project.value())
            .bind("name", name.value())
            .bind("description", description.value())
            .bind("openstackId", openstackId)
            .bind("createdAt", Columns.time(createdAt))
            .bind("endsAt", Columns.timeOrNull(endsAt))
            .map(Rows::user)
            .findOne()
            .orElseThrow(() -> taken(name));
    handle
        .createUpdate(
            """
            INSERT INTO user_counts (project, users) VALUES (:project, 1)
            ON CONFLICT (project) DO UPDATE SET users = user_counts.users + 1
            """)
        .bind("project", project.value())
        .execute();
    return user;
  }

  static Refused taken(UserName name) {
    return new Refused(new Conflict("The name " + name + " is taken."));
  }

  Optional<User> find(ProjectId project, UserId id, boolean locked) {
    return handle
        .createQuery(
            "SELECT * FROM users WHERE id = :id AND project = :project AND status <> 'DELETED'"
                + (locked ? " FOR NO KEY UPDATE" : ""))
        .bind("id", id.value())
        .bind("project", project.value())
        .map(Rows::user)
        .findOne();
  }

  Optional<User> find(int id) {
    return handle
        .createQuery("SELECT * FROM users WHERE id = :id AND status <> 'DELETED'")
        .bind("id", id)
        .map(Rows::user)
        .findOne();
  }

  Optional<User> find(UserName name) {
    return handle
        .createQuery(
            "SELECT u.* FROM names n JOIN users u ON u.id = n.user_id WHERE n.name = :name")
        .bind("name", name.value())
        .map(Rows::user)
        .findOne();
  }

  Optional<User> find(String openstackId) {
    return handle
        .createQuery("SELECT * FROM users WHERE openstack_id = :id AND status <> 'DELETED'")
        .bind("id", openstackId)
        .map(Rows::user)
        .findFirst();
  }

  Optional<Subject> named(UserName name) {
    return handle
        .createQuery("SELECT user_id, account_id FROM names WHERE name = :name")
        .bind("name", name.value())
        .map((row, context) -> Owner.subject(row))
        .findOne();
  }

  void update(User user) {
    handle
        .createUpdate(
            """
            UPDATE users SET description = :description, status = :status, ends_at = :endsAt
            WHERE id = :id AND status <> 'DELETED'
            """)
        .bind("id", user.id().value())
        .bind("description", user.description().value())
        .bind("status", user.status().name())
        .bind("endsAt", Columns.timeOrNull(user.endsAt()))
        .execute();
  }

  /** Marks a user deleted and frees the name; false where there is no such user (any more). */
  boolean delete(UserId id) {
    Optional<String> project =
        handle
            .createQuery(
                """
                UPDATE users SET status = 'DELETED' WHERE id = :id AND status <> 'DELETED'
                RETURNING project
                """)
            .bind("id", id.value())
            .mapTo(String.class)
            .findOne();
    project.ifPresent(
        value -> {
          handle.execute("UPDATE user_counts SET users = users - 1 WHERE project = ?", value);
          handle.execute("DELETE FROM names WHERE user_id = ?", id.value());
          handle.execute("DELETE FROM grants WHERE user_id = ?", id.value());
        });
    return project.isPresent();
  }

  UserWithRoles withRoles(User user) {
    return new UserWithRoles(user, grants(user.id()));
  }

  /** Users with their grants, read in one statement. */
  List<UserWithRoles> withRoles(List<User> users) {
    if (users.isEmpty()) {
      return List.of();
    }
    Map<Integer, List<Grant>> held = new HashMap<>();
    handle
        .createQuery("SELECT * FROM grants WHERE user_id = ANY(:ids) ORDER BY place")
        .bindArray("ids", Integer.class, users.stream().map(u -> u.id().value()).toList())
        .map((row, context) -> Map.entry(row.getInt("user_id"), Rows.grant(row, context)))
        .forEach(e -> held.computeIfAbsent(e.getKey(), id -> new ArrayList<>()).add(e.getValue()));
    return users.stream()
        .map(user -> new UserWithRoles(user, held.getOrDefault(user.id().value(), List.of())))
        .toList();
  }

  List<Grant> grants(UserId id) {
    return handle
        .createQuery("SELECT * FROM grants WHERE user_id = :id ORDER BY place")
        .bind("id", id.value())
        .map(Rows::grant)
        .list();
  }

  void grant(UserId id, Grant grant) {
    handle
        .createUpdate(
            """
            INSERT INTO grants (user_id, role, given_by, given_at, ends_at)
            VALUES (:id, :role, :by, :at, :endsAt)
            ON CONFLICT (user_id, role) DO UPDATE
            SET given_by = excluded.given_by, given_at = excluded.given_at,
              ends_at = excluded.ends_at
            """)
        .bind("id", id.value())
        .bind("role", grant.role().name().value())
        .bind("by", grant.by())
        .bind("at", Columns.time(grant.at()))
        .bind("endsAt", Columns.timeOrNull(grant.endsAt()))
        .execute();
  }

  boolean revoke(UserId id, RoleName role) {
    return handle.execute(
            "DELETE FROM grants WHERE user_id = ? AND role = ?", id.value(), role.value())
        > 0;
  }
}
