package gatehouse.engines.postgres;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.volume.DataStore;
import gatehouse.core.volume.DataStoreBook;
import gatehouse.core.volume.StoreKind;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Data stores in PostgreSQL. */
public final class PostgresDataStores implements DataStoreBook {
  private final Database database;
  private final InstantSource clock;

  /**
   * @param clock dates the lines of the audit
   */
  public PostgresDataStores(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<DataStore> list(ProjectId project) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM data_stores WHERE project = :project ORDER BY lower(alias)")
                .bind("project", project.value())
                .map((row, context) -> store(row))
                .list());
  }

  @Override
  public Optional<Kept> find(ProjectId project, String alias) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM data_stores
                    WHERE project = :project AND lower(alias) = lower(:alias)
                    """)
                .bind("project", project.value())
                .bind("alias", alias)
                .map((row, context) -> new Kept(store(row), row.getBytes("sealed_secret")))
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
                        INSERT INTO data_stores (project, alias, kind, endpoint, region, access_key,
                          host_key, sealed_secret, created_at, updated_at)
                        VALUES (:project, :alias, :kind, :endpoint, :region, :accessKey,
                          :hostKey, :sealed, :createdAt, :updatedAt)
                        ON CONFLICT DO NOTHING
                        """),
                    kept)
                .bind("createdAt", Columns.time(kept.store().createdAt()))
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
                        UPDATE data_stores SET endpoint = :endpoint, region = :region,
                          access_key = :accessKey, host_key = :hostKey, sealed_secret = :sealed,
                          updated_at = :updatedAt
                        WHERE project = :project AND lower(alias) = lower(:alias)
                        """),
                    kept)
                .execute());
  }

  @Override
  public boolean remove(ProjectId project, String alias, AuditLine line) {
    return changing(
        line,
        handle ->
            handle.execute(
                "DELETE FROM data_stores WHERE project = ? AND lower(alias) = lower(?)",
                project.value(),
                alias));
  }

  @Override
  public void audit(AuditLine line) {
    boolean _ = changing(line, handle -> 1);
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
    DataStore store = kept.store();
    return update
        .bind("project", store.project().value())
        .bind("alias", store.alias())
        .bind("endpoint", store.endpoint().toString())
        .bind("region", store.region())
        .bind("accessKey", store.accessKey())
        .bind("kind", store.kind().name())
        .bind("hostKey", store.hostKey())
        .bind("sealed", kept.sealedSecret())
        .bind("updatedAt", Columns.time(store.updatedAt()));
  }

  private static DataStore store(ResultSet row) throws SQLException {
    return new DataStore(
        new ProjectId(row.getString("project")),
        row.getString("alias"),
        StoreKind.valueOf(row.getString("kind")),
        URI.create(row.getString("endpoint")),
        row.getString("region"),
        row.getString("access_key"),
        row.getString("host_key"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }
}
