package gatehouse.engines.postgres;

import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.WorkloadId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;

/** What was brought and written back, as JSON. */
final class DataSyncTable {
  private static final TypeReference<DataSync> SYNC = new TypeReference<>() {};

  private final Handle handle;

  DataSyncTable(Handle handle) {
    this.handle = handle;
  }

  void put(DataSync sync) {
    handle
        .createUpdate(
            """
            INSERT INTO data_syncs (id, workload, created_at, body)
            SELECT :id, w.id, cast(:createdAt AS timestamptz), cast(:body AS jsonb)
            FROM workloads w WHERE w.id = :workload
            ON CONFLICT (id) DO UPDATE SET body = excluded.body
            """)
        .bind("id", sync.id())
        .bind("workload", sync.workload().value())
        .bind("createdAt", Columns.time(sync.createdAt()))
        .bind("body", Columns.storable(Columns.json(sync)))
        .execute();
  }

  List<DataSync> of(WorkloadId workload, int most) {
    return handle
        .createQuery(
            """
            SELECT body FROM data_syncs WHERE workload = :workload
            ORDER BY created_at DESC, id LIMIT :most
            """)
        .bind("workload", workload.value())
        .bind("most", most)
        .map((row, context) -> Columns.read(row.getString("body"), SYNC))
        .list()
        .reversed();
  }
}
