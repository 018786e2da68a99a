package gatehouse.engines.postgres;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.AppSpec;
import gatehouse.core.workload.Desired;
import gatehouse.core.workload.JobSpec;
import gatehouse.core.workload.NotebookSpec;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.Status;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadChange.CapacityInUse;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/** Workloads: spec and status as JSON, and beside them what lists and queues look for. */
final class WorkloadTable {
  /** Any number, but the same on every node. */
  private static final long ADMISSION = 0x67617465;

  private static final TypeReference<Status> STATUS = new TypeReference<>() {};
  private static final TypeReference<NotebookSpec> NOTEBOOK = new TypeReference<>() {};
  private static final TypeReference<JobSpec> JOB = new TypeReference<>() {};
  private static final TypeReference<AppSpec> APP = new TypeReference<>() {};

  private final Handle handle;

  WorkloadTable(Handle handle) {
    this.handle = handle;
  }

  void insert(Workload workload) {
    Update insert =
        handle.createUpdate(
            """
            INSERT INTO workloads (id, project, kind, maker, user_name, created_at, updated_at,
              desired, spec, status, name, state, labels, cpus, memory, admitted, waits,
              needs_attention, queued_at, home)
            VALUES (:id, :project, :kind, :maker, :userName, :createdAt, :updatedAt,
              :desired, cast(:spec AS jsonb), cast(:status AS jsonb), :name, :state,
              cast(:labels AS jsonb), :cpus, :memory, :admitted, :waits, :needsAttention, :queuedAt,
              :home)
            ON CONFLICT (id) DO NOTHING
            """);
    int inserted =
        bind(insert, workload)
            .bind("project", workload.project().value())
            .bind("kind", workload.kind().name())
            .bind("createdAt", Columns.time(workload.createdAt()))
            .execute();
    if (inserted == 0) {
      throw new Refused(new Conflict("there is a workload " + workload.id() + " already"));
    }
  }

  void update(Workload workload) {
    Update update =
        handle.createUpdate(
            """
            UPDATE workloads SET updated_at = :updatedAt, desired = :desired,
              maker = :maker, user_name = :userName,
              spec = cast(:spec AS jsonb), status = cast(:status AS jsonb), name = :name,
              state = :state, labels = cast(:labels AS jsonb), cpus = :cpus, memory = :memory,
              admitted = :admitted, waits = :waits, needs_attention = :needsAttention,
              queued_at = :queuedAt, home = :home
            WHERE id = :id
            """);
    bind(update, workload).execute();
    leaseGpus(workload);
  }

  /** Keeps what is leased to a workload; the same GPU to two is refused by the table itself. */
  private void leaseGpus(Workload workload) {
    RunResources resources = workload.spec().resources();
    if (resources.gpuWish() == null) {
      return;
    }
    List<String> leased = workload.status().admitted() ? resources.gpus() : List.of();
    handle
        .createUpdate("DELETE FROM gpu_leases WHERE workload = :id AND uuid <> ALL(:leased)")
        .bind("id", workload.id().value())
        .bindArray("leased", String.class, leased)
        .execute();
    for (String gpu : leased) {
      Optional<String> got =
          handle
              .createUpdate(
                  """
              INSERT INTO gpu_leases AS present (uuid, workload) VALUES (:gpu, :id)
              ON CONFLICT (uuid) DO UPDATE SET uuid = excluded.uuid
                WHERE present.workload = excluded.workload
              RETURNING uuid
              """)
              .bind("gpu", gpu)
              .bind("id", workload.id().value())
              .executeAndReturnGeneratedKeys("uuid")
              .mapTo(String.class)
              .findOne();
      if (got.isEmpty()) {
        throw new Refused(new Conflict("the GPU " + gpu + " is leased already"));
      }
    }
  }

  private static Update bind(Update update, Workload workload) {
    RunResources resources = workload.share();
    return update
        .bind("id", workload.id().value())
        .bind("maker", workload.maker().toString())
        .bind("userName", workload.userName())
        .bind("updatedAt", Columns.time(workload.updatedAt()))
        .bind("desired", workload.desired().name())
        .bind("spec", Columns.json(workload.spec()))
        .bind("status", Columns.json(workload.status()))
        .bind("name", workload.spec().name())
        .bind("state", workload.state().name())
        .bind("labels", Columns.json(workload.labels()))
        .bind("cpus", resources.cpus())
        .bind("memory", resources.memory())
        .bind("admitted", workload.status().admitted())
        .bind("waits", workload.waits())
        .bind("needsAttention", workload.needsAttention())
        .bind("queuedAt", Columns.time(workload.status().times().queuedAt()))
        .bind("home", workload.status().home());
  }

  void delete(WorkloadId id) {
    handle.execute("DELETE FROM workloads WHERE id = ?", id.value());
  }

  Optional<Workload> find(WorkloadId id, boolean locked) {
    return handle
        .createQuery("SELECT * FROM workloads WHERE id = :id" + (locked ? " FOR UPDATE" : ""))
        .bind("id", id.value())
        .map(WorkloadTable::workload)
        .findOne();
  }

  List<Workload> all() {
    return handle.createQuery("SELECT * FROM workloads").map(WorkloadTable::workload).list();
  }

  List<Workload> needingAttention() {
    return handle
        .createQuery("SELECT * FROM workloads WHERE needs_attention ORDER BY created_at, id")
        .map(WorkloadTable::workload)
        .list();
  }

  List<Workload> runningOf(Subject maker) {
    return handle
        .createQuery(
            """
            SELECT * FROM workloads WHERE maker = :maker AND desired = 'RUNNING'
            ORDER BY created_at, id
            """)
        .bind("maker", maker.toString())
        .map(WorkloadTable::workload)
        .filter(workload -> !workload.state().isSettled())
        .list();
  }

  Map<Subject, Integer> running(Set<Subject> makers) {
    var running = new HashMap<Subject, Integer>();
    if (makers.isEmpty()) {
      return running;
    }
    handle
        .createQuery(
            """
            SELECT maker, count(*) AS number FROM workloads
            WHERE desired = 'RUNNING' AND maker = ANY(:makers) GROUP BY maker
            """)
        .bindArray("makers", String.class, makers.stream().map(Subject::toString).toList())
        .map(
            (row, context) ->
                running.put(Subject.parse(row.getString("maker")), row.getInt("number")))
        .list();
    return running;
  }

  List<Workload> waiting() {
    return handle
        .createQuery("SELECT * FROM workloads WHERE waits ORDER BY queued_at, id")
        .map(WorkloadTable::workload)
        .list();
  }

  /** All but the deleted: for reading in the order of their age, for locking in that of ids. */
  List<Workload> madeBy(Subject maker, boolean locked) {
    return handle
        .createQuery(
            "SELECT * FROM workloads WHERE maker = :maker AND desired <> 'DELETED' ORDER BY "
                + (locked ? "id FOR UPDATE" : "created_at, id"))
        .bind("maker", maker.toString())
        .map(WorkloadTable::workload)
        .list();
  }

  /** In the order of ids, so that two who lock several wait for each other in turn. */
  List<Workload> lockWantedOf(Subject maker) {
    return handle
        .createQuery(
            """
            SELECT * FROM workloads WHERE maker = :maker AND desired = 'RUNNING'
            ORDER BY id FOR UPDATE
            """)
        .bind("maker", maker.toString())
        .map(WorkloadTable::workload)
        .list();
  }

  List<Workload> lockAtHome(String home) {
    return handle
        .createQuery("SELECT * FROM workloads WHERE home = :home ORDER BY id FOR UPDATE")
        .bind("home", home)
        .map(WorkloadTable::workload)
        .list();
  }

  Map<String, Integer> countAtHomes() {
    var counts = new HashMap<String, Integer>();
    handle
        .createQuery(
            """
            SELECT home, count(*) AS number FROM workloads WHERE home IS NOT NULL GROUP BY home
            """)
        .map((row, context) -> counts.put(row.getString("home"), row.getInt("number")))
        .list();
    return counts;
  }

  CapacityInUse capacityInUse(String home) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", ADMISSION);
    record Share(Subject maker, int cpus, int here, long memory) {}
    List<Share> shares =
        handle
            .createQuery(
                """
                SELECT maker, sum(cpus) AS cpus,
                  coalesce(sum(cpus) FILTER (WHERE coalesce(home, :home) = :home), 0) AS here,
                  coalesce(sum(memory) FILTER (WHERE coalesce(home, :home) = :home), 0) AS memory
                FROM workloads WHERE admitted GROUP BY maker
                """)
            .bind("home", home)
            .map(
                (row, context) ->
                    new Share(
                        Subject.parse(row.getString("maker")),
                        row.getInt("cpus"),
                        row.getInt("here"),
                        row.getLong("memory")))
            .list();
    Map<Subject, Integer> byMaker = new HashMap<>();
    shares.forEach(share -> byMaker.put(share.maker, share.cpus));
    return new CapacityInUse(
        shares.stream().mapToInt(Share::here).sum(),
        shares.stream().mapToLong(Share::memory).sum(),
        byMaker,
        handle.createQuery("SELECT uuid FROM gpu_leases").mapTo(String.class).set());
  }

  static Workload workload(ResultSet row, StatementContext context) throws SQLException {
    return new Workload(
        new WorkloadId(row.getObject("id", UUID.class)),
        new ProjectId(row.getString("project")),
        Subject.parse(row.getString("maker")),
        row.getString("user_name"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        spec(WorkloadKind.valueOf(row.getString("kind")), row.getString("spec")),
        Desired.valueOf(row.getString("desired")),
        Columns.read(row.getString("status"), STATUS));
  }

  private static WorkloadSpec spec(WorkloadKind kind, String json) {
    return switch (kind) {
      case NOTEBOOK -> Columns.read(json, NOTEBOOK);
      case JOB -> Columns.read(json, JOB);
      case APP -> Columns.read(json, APP);
    };
  }
}
