package gatehouse.engines.postgres;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.Framework;
import gatehouse.core.workload.FrameworkBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Frameworks in PostgreSQL. */
public final class PostgresFrameworks implements FrameworkBook {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final Database database;
  private final InstantSource clock;

  /**
   * @param clock dates the lines of the audit
   */
  public PostgresFrameworks(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<Framework> list(ProjectId project) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM frameworks WHERE project = :project
                    ORDER BY id, created_at DESC, version
                    """)
                .bind("project", project.value())
                .map((row, context) -> framework(row))
                .list());
  }

  @Override
  public boolean add(Framework framework, AuditLine line) {
    return changing(
        line,
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO frameworks (project, id, version, image, name, description,
                      editors, created_at)
                    VALUES (:project, :id, :version, :image, :name, :description,
                      cast(:editors AS jsonb), :createdAt)
                    ON CONFLICT DO NOTHING
                    """)
                .bind("project", framework.project().value())
                .bind("id", framework.id())
                .bind("version", framework.version())
                .bind("image", framework.image())
                .bind("name", framework.name())
                .bind("description", framework.description())
                .bind("editors", Columns.json(framework.editors()))
                .bind("createdAt", Columns.time(framework.createdAt()))
                .execute());
  }

  @Override
  public boolean remove(ProjectId project, String id, @Nullable String version, AuditLine line) {
    return changing(
        line,
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM frameworks
                    WHERE project = :project AND id = :id
                      AND version = coalesce(cast(:version AS text), version)
                    """)
                .bind("project", project.value())
                .bind("id", id)
                .bind("version", version)
                .execute());
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

  private static Framework framework(ResultSet row) throws SQLException {
    return new Framework(
        new ProjectId(row.getString("project")),
        row.getString("id"),
        row.getString("version"),
        row.getString("image"),
        row.getString("name"),
        row.getString("description"),
        Columns.read(row.getString("editors"), TEXTS),
        Columns.instant(row, "created_at"));
  }
}
