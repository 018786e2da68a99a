package gatehouse.engines.postgres;

import gatehouse.core.workload.Activity;
import gatehouse.core.workload.WorkloadId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A row per app, which only ever goes forward. */
public final class PostgresActivity implements Activity {
  private final Database database;

  public PostgresActivity(Database database) {
    this.database = database;
  }

  /** In the order of ids, so that two nodes that note at once wait for each other in turn. */
  @Override
  public void note(Set<WorkloadId> ids, Instant at) {
    database.transaction(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO activity_of_apps AS present (workload, at)
                    SELECT id, :at FROM workloads WHERE id = ANY(:ids) ORDER BY id
                    ON CONFLICT (workload) DO UPDATE SET at = excluded.at
                    WHERE present.at < excluded.at
                    """)
                .bindArray("ids", UUID.class, ids.stream().map(WorkloadId::value).toArray())
                .bind("at", Columns.time(at))
                .execute());
  }

  @Override
  public Optional<Instant> last(WorkloadId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT at FROM activity_of_apps WHERE workload = :id")
                .bind("id", id.value())
                .map((row, context) -> Columns.instant(row, "at"))
                .findOne());
  }
}
