package gatehouse.engines.postgres;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.Registry;
import gatehouse.core.image.RegistryBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Registries in PostgreSQL. */
public final class PostgresRegistries implements RegistryBook {
  private final Database database;
  private final InstantSource clock;

  /**
   * @param clock dates the lines of the audit
   */
  public PostgresRegistries(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<Kept> list(ProjectId project) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM registries WHERE project = :project ORDER BY created_at, id")
                .bind("project", project.value())
                .map((row, context) -> kept(row))
                .list());
  }

  @Override
  public Optional<Kept> find(ProjectId project, UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM registries WHERE project = :project AND id = :id")
                .bind("project", project.value())
                .bind("id", id)
                .map((row, context) -> kept(row))
                .findOne());
  }

  @Override
  public boolean add(Kept kept, AuditLine line) {
    return changing(
        line,
        handle ->
            bound(
                    handle.createUpdate(
                        """
                        INSERT INTO registries (id, project, url, username, sealed_password,
                          user_name, created_at, updated_at)
                        VALUES (:id, :project, :url, :username, :sealed,
                          :user, :createdAt, :updatedAt)
                        ON CONFLICT DO NOTHING
                        """),
                    kept)
                .bind("user", kept.registry().user())
                .bind("createdAt", Columns.time(kept.registry().createdAt()))
                .execute());
  }

  @Override
  public boolean replace(Kept kept, AuditLine line) {
    return changing(
        line,
        handle ->
            bound(
                    handle.createUpdate(
                        """
                        UPDATE registries SET url = :url, username = :username,
                          sealed_password = :sealed, updated_at = :updatedAt
                        WHERE project = :project AND id = :id AND NOT EXISTS (
                          SELECT FROM registries other
                          WHERE other.project = :project AND other.url = :url AND other.id <> :id)
                        """),
                    kept)
                .execute());
  }

  @Override
  public boolean remove(ProjectId project, UUID id, AuditLine line) {
    return changing(
        line,
        handle ->
            handle.execute(
                "DELETE FROM registries WHERE project = ? AND id = ?", project.value(), id));
  }

  private boolean changing(AuditLine line, ToIntFunction<Handle> change) {
    return database.transaction(
        handle -> {
          boolean changed = change.applyAsInt(handle) > 0;
          if (changed) {
            var ledger = new Ledger(handle, clock);
            ledger.audit(line);
            ledger.write();
          }
          return changed;
        });
  }

  private static Update bound(Update update, Kept kept) {
    Registry registry = kept.registry();
    return update
        .bind("id", registry.id())
        .bind("project", registry.project().value())
        .bind("url", registry.url())
        .bind("username", registry.username())
        .bind("sealed", kept.sealedPassword())
        .bind("updatedAt", Columns.time(registry.updatedAt()));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        new Registry(
            row.getObject("id", UUID.class),
            new ProjectId(row.getString("project")),
            row.getString("url"),
            row.getString("username"),
            row.getString("user_name"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at")),
        row.getBytes("sealed_password"));
  }
}
