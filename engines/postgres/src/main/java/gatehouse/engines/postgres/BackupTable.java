package gatehouse.engines.postgres;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.Backup;
import gatehouse.core.workload.RetentionPolicy;
import gatehouse.core.workload.WorkloadId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Saved workspaces, and how long they are kept. */
final class BackupTable {
  private final Handle handle;

  BackupTable(Handle handle) {
    this.handle = handle;
  }

  List<Backup> all() {
    return handle
        .createQuery("SELECT * FROM notebook_backups ORDER BY run DESC, created_at DESC, id")
        .map((row, context) -> backup(row))
        .list();
  }

  List<Backup> of(WorkloadId notebook) {
    return handle
        .createQuery(
            """
            SELECT * FROM notebook_backups WHERE notebook = :notebook
            ORDER BY run DESC, created_at DESC, id
            """)
        .bind("notebook", notebook.value())
        .map((row, context) -> backup(row))
        .list();
  }

  void put(Backup backup) {
    handle
        .createUpdate(
            """
            INSERT INTO notebook_backups
              (id, notebook, project, run, bytes, files, comment, created_at, updated_at)
            SELECT :id, workloads.id, :project, :run, :bytes, :files, :comment,
              cast(:createdAt AS timestamptz), cast(:updatedAt AS timestamptz)
            FROM workloads WHERE workloads.id = :notebook
            ON CONFLICT (id) DO UPDATE SET run = excluded.run, updated_at = excluded.updated_at
            """)
        .bind("id", backup.id())
        .bind("notebook", backup.notebook().value())
        .bind("project", backup.project().value())
        .bind("run", backup.run())
        .bind("bytes", backup.bytes())
        .bind("files", backup.files())
        .bind("comment", backup.comment())
        .bind("createdAt", Columns.time(backup.createdAt()))
        .bind("updatedAt", Columns.time(backup.updatedAt()))
        .execute();
  }

  void delete(UUID id) {
    handle.execute("DELETE FROM notebook_backups WHERE id = ?", id);
  }

  RetentionPolicy retention(ProjectId project, @Nullable WorkloadId notebook) {
    return handle
        .createQuery(
            """
            SELECT * FROM backup_retentions
            WHERE project = :project AND (notebook = cast(:notebook AS uuid) OR notebook IS NULL)
            ORDER BY notebook NULLS LAST LIMIT 1
            """)
        .bind("project", project.value())
        .bind("notebook", notebook == null ? null : notebook.value())
        .map(
            (row, context) ->
                new RetentionPolicy(
                    row.getInt("retained_number"),
                    row.getInt("lifetime_in_days"),
                    row.getInt("lifetime_eviction_threshold")))
        .findOne()
        .orElse(RetentionPolicy.USUAL);
  }

  void setRetention(
      ProjectId project, @Nullable WorkloadId notebook, @Nullable RetentionPolicy policy) {
    handle
        .createUpdate(
            """
            DELETE FROM backup_retentions
            WHERE project = :project AND notebook IS NOT DISTINCT FROM cast(:notebook AS uuid)
            """)
        .bind("project", project.value())
        .bind("notebook", notebook == null ? null : notebook.value())
        .execute();
    if (policy != null) {
      handle
          .createUpdate(
              """
              INSERT INTO backup_retentions (project, notebook, retained_number,
                lifetime_in_days, lifetime_eviction_threshold)
              VALUES (:project, cast(:notebook AS uuid), :retained, :days, :threshold)
              """)
          .bind("project", project.value())
          .bind("notebook", notebook == null ? null : notebook.value())
          .bind("retained", policy.retainedNumber())
          .bind("days", policy.lifetimeInDays())
          .bind("threshold", policy.lifetimeEvictionThreshold())
          .execute();
    }
  }

  private static Backup backup(ResultSet row) throws SQLException {
    return new Backup(
        row.getObject("id", UUID.class),
        new WorkloadId(row.getObject("notebook", UUID.class)),
        new ProjectId(row.getString("project")),
        row.getInt("run"),
        row.getLong("bytes"),
        row.getLong("files"),
        row.getString("comment"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }
}
