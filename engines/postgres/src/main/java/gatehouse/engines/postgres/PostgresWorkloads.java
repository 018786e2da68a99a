package gatehouse.engines.postgres;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.workload.Backup;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.Event;
import gatehouse.core.workload.QuotaBook;
import gatehouse.core.workload.QuotaLimit;
import gatehouse.core.workload.Remark;
import gatehouse.core.workload.RetentionPolicy;
import gatehouse.core.workload.State;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadChange;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadQuery;
import gatehouse.core.workload.WorkloadStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The store of workloads in PostgreSQL. */
public final class PostgresWorkloads implements WorkloadStore {
  private final Database database;
  private final InstantSource clock;

  /**
   * @param clock dates the lines of the audit
   */
  public PostgresWorkloads(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** May run {@code work} again from the start, where another transaction was in its way. */
  @Override
  public <T> T transaction(Function<WorkloadChange, T> work) {
    return database.transaction(
        handle -> {
          var ledger = new Ledger(handle, clock);
          T result = work.apply(new Change(handle, ledger));
          ledger.write();
          return result;
        });
  }

  @Override
  public Optional<Workload> find(WorkloadId id) {
    return database.read(handle -> new WorkloadTable(handle).find(id, false));
  }

  @Override
  public Listing list(WorkloadQuery query) {
    return database.read(handle -> new WorkloadList(handle, query).read());
  }

  @Override
  public List<Workload> all() {
    return database.read(handle -> new WorkloadTable(handle).all());
  }

  @Override
  public List<Workload> needingAttention() {
    return database.read(handle -> new WorkloadTable(handle).needingAttention());
  }

  @Override
  public Map<Subject, Integer> running(Set<Subject> makers) {
    return database.read(handle -> new WorkloadTable(handle).running(makers));
  }

  @Override
  public List<Workload> runningOf(Subject maker) {
    return database.read(handle -> new WorkloadTable(handle).runningOf(maker));
  }

  @Override
  public List<Workload> madeBy(Subject maker) {
    return database.read(handle -> new WorkloadTable(handle).madeBy(maker, false));
  }

  @Override
  public List<Count> countByState() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT kind, state, count(*) AS number, count(*) FILTER (WHERE waits) AS waiting
                    FROM workloads GROUP BY kind, state ORDER BY kind, state
                    """)
                .map(
                    (row, context) ->
                        new Count(
                            WorkloadKind.valueOf(row.getString("kind")),
                            State.valueOf(row.getString("state")),
                            row.getInt("number"),
                            row.getInt("waiting")))
                .list());
  }

  @Override
  public Map<String, Integer> countAtHomes() {
    return database.read(handle -> new WorkloadTable(handle).countAtHomes());
  }

  @Override
  public QuotaBook quotas() {
    return database.read(handle -> new QuotaTable(handle).book());
  }

  @Override
  public List<Event> events(WorkloadId id, int most) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT at, state, code, sentence FROM workload_events
                        WHERE workload = :id ORDER BY number DESC LIMIT :most
                        """)
                    .bind("id", id.value())
                    .bind("most", most)
                    .map(
                        (row, context) ->
                            new Event(
                                Columns.instant(row, "at"),
                                State.valueOf(row.getString("state")),
                                new Remark(row.getString("code"), row.getString("sentence"))))
                    .list())
        .reversed();
  }

  @Override
  public List<DataSync> syncs(WorkloadId id, int most) {
    return database.read(handle -> new DataSyncTable(handle).of(id, most));
  }

  @Override
  public List<Backup> backups(WorkloadId notebook) {
    return database.read(handle -> new BackupTable(handle).of(notebook));
  }

  @Override
  public List<Backup> backups() {
    return database.read(handle -> new BackupTable(handle).all());
  }

  @Override
  public RetentionPolicy retention(ProjectId project, @Nullable WorkloadId notebook) {
    return database.read(handle -> new BackupTable(handle).retention(project, notebook));
  }

  @Override
  public boolean claim(WorkloadId id, String node, String home, Instant now, Instant until) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO workload_claims AS present (workload, node, until)
                        SELECT id, :node, cast(:until AS timestamptz) FROM workloads
                        WHERE id = :id AND coalesce(home, :home) = :home
                        ON CONFLICT (workload) DO UPDATE
                        SET node = excluded.node, until = excluded.until
                        WHERE present.node = :node OR present.until <= :now
                        OR EXISTS (SELECT 1 FROM workloads WHERE id = :id AND home = :home)
                        """)
                    .bind("id", id.value())
                    .bind("node", node)
                    .bind("home", home)
                    .bind("until", Columns.time(until))
                    .bind("now", Columns.time(now))
                    .execute()
                > 0);
  }

  @Override
  public void release(String node) {
    database.read(handle -> handle.execute("DELETE FROM workload_claims WHERE node = ?", node));
  }

  /** One transaction over workloads. */
  private static final class Change implements WorkloadChange {
    private final Handle handle;
    private final Ledger ledger;
    private final WorkloadTable workloads;

    Change(Handle handle, Ledger ledger) {
      this.handle = handle;
      this.ledger = ledger;
      this.workloads = new WorkloadTable(handle);
    }

    @Override
    public void audit(AuditLine line) {
      ledger.audit(line);
    }

    @Override
    public long revise(Set<Subject> subjects) {
      return ledger.revise(subjects);
    }

    @Override
    public void insert(Workload workload) {
      workloads.insert(workload);
    }

    @Override
    public Optional<Workload> lock(WorkloadId id) {
      return workloads.find(id, true);
    }

    @Override
    public void update(Workload workload) {
      workloads.update(workload);
    }

    @Override
    public void delete(WorkloadId id) {
      workloads.delete(id);
    }

    @Override
    public void putSync(DataSync sync) {
      new DataSyncTable(handle).put(sync);
    }

    @Override
    public List<Backup> backups(WorkloadId notebook) {
      return new BackupTable(handle).of(notebook);
    }

    @Override
    public void putBackup(Backup backup) {
      new BackupTable(handle).put(backup);
    }

    @Override
    public void deleteBackup(UUID id) {
      new BackupTable(handle).delete(id);
    }

    @Override
    public RetentionPolicy retention(ProjectId project, @Nullable WorkloadId notebook) {
      return new BackupTable(handle).retention(project, notebook);
    }

    @Override
    public void setRetention(
        ProjectId project, @Nullable WorkloadId notebook, @Nullable RetentionPolicy policy) {
      new BackupTable(handle).setRetention(project, notebook, policy);
    }

    @Override
    public void addEvent(WorkloadId id, Event event) {
      handle
          .createUpdate(
              """
              INSERT INTO workload_events (workload, at, state, code, sentence)
              VALUES (:id, :at, :state, :code, :sentence)
              """)
          .bind("id", id.value())
          .bind("at", Columns.time(event.at()))
          .bind("state", event.state().name())
          .bind("code", event.remark().code())
          .bind("sentence", event.remark().sentence())
          .execute();
    }

    @Override
    public CapacityInUse capacityInUse(String home) {
      return workloads.capacityInUse(home);
    }

    @Override
    public QuotaBook quotas() {
      return new QuotaTable(handle).bookForAdmission();
    }

    @Override
    public void setQuota(QuotaLimit limit) {
      new QuotaTable(handle).set(limit);
    }

    @Override
    public List<Workload> lockAtHome(String home) {
      return workloads.lockAtHome(home);
    }

    @Override
    public List<Workload> waiting() {
      return workloads.waiting();
    }
  }
}
