package gatehouse.engines.postgres;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.volume.UserVolume;
import gatehouse.core.volume.UserVolumeBook;
import gatehouse.core.volume.VolumeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;

/** Volumes of their own in PostgreSQL. */
public final class PostgresUserVolumes implements UserVolumeBook {
  private static final TypeReference<VolumeSource> SOURCE = new TypeReference<>() {};

  private final Database database;
  private final InstantSource clock;

  /**
   * @param clock dates the lines of the audit
   */
  public PostgresUserVolumes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<UserVolume> list(ProjectId project) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM user_volumes WHERE project = :project ORDER BY created_at, id")
                .bind("project", project.value())
                .map((row, context) -> volume(row))
                .list());
  }

  @Override
  public Optional<UserVolume> find(ProjectId project, UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM user_volumes WHERE project = :project AND id = :id")
                .bind("project", project.value())
                .bind("id", id)
                .map((row, context) -> volume(row))
                .findOne());
  }

  @Override
  public void add(UserVolume volume, AuditLine line) {
    boolean _ =
        changing(
            line,
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO user_volumes (id, project, user_name, cache, source,
                          created_at, updated_at)
                        VALUES (:id, :project, :user, :cache, cast(:source AS jsonb),
                          :createdAt, :updatedAt)
                        """)
                    .bind("id", volume.id())
                    .bind("project", volume.project().value())
                    .bind("user", volume.user())
                    .bind("cache", volume.cache())
                    .bind("source", Columns.json(volume.source(), SOURCE))
                    .bind("createdAt", Columns.time(volume.createdAt()))
                    .bind("updatedAt", Columns.time(volume.updatedAt()))
                    .execute());
  }

  @Override
  public boolean remove(ProjectId project, UUID id, AuditLine line) {
    return changing(
        line,
        handle ->
            handle.execute(
                "DELETE FROM user_volumes WHERE project = ? AND id = ?", project.value(), id));
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

  private static UserVolume volume(ResultSet row) throws SQLException {
    return new UserVolume(
        row.getObject("id", UUID.class),
        new ProjectId(row.getString("project")),
        row.getString("user_name"),
        row.getBoolean("cache"),
        Columns.read(row.getString("source"), SOURCE),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }
}
