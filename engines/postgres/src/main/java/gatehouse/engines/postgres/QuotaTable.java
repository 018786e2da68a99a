package gatehouse.engines.postgres;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.workload.Quota;
import gatehouse.core.workload.QuotaBook;
import gatehouse.core.workload.QuotaBook.Share;
import gatehouse.core.workload.QuotaLimit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Quotas, and what workloads use of them. */
final class QuotaTable {
  private final Handle handle;

  QuotaTable(Handle handle) {
    this.handle = handle;
  }

  void set(QuotaLimit limit) {
    Quota quota = limit.quota();
    boolean ofMany =
        limit.holder().equals(QuotaLimit.Holder.PROJECT)
            || limit.holder().equals(QuotaLimit.Holder.EACH);
    if (ofMany && quota.equals(Quota.NONE)) {
      handle.execute(
          "DELETE FROM quotas WHERE project = ? AND holder = ?",
          limit.project().value(),
          limit.holder().word());
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO quotas (project, holder, cpus, gpus, memory, running)
            VALUES (:project, :holder, :cpus, :gpus, :memory, :running)
            ON CONFLICT (project, holder) DO UPDATE SET cpus = excluded.cpus,
              gpus = excluded.gpus, memory = excluded.memory, running = excluded.running
            """)
        .bind("project", limit.project().value())
        .bind("holder", limit.holder().word())
        .bind("cpus", quota.cpus())
        .bind("gpus", quota.gpus())
        .bind("memory", quota.memory())
        .bind("running", quota.running())
        .execute();
  }

  /** Where nothing is set nobody counts. */
  QuotaBook bookForAdmission() {
    List<QuotaLimit> limits = limits();
    return new QuotaBook(limits, limits.isEmpty() ? List.of() : shares());
  }

  QuotaBook book() {
    return new QuotaBook(limits(), shares());
  }

  private List<QuotaLimit> limits() {
    return handle
        .createQuery("SELECT * FROM quotas")
        .map(
            (row, context) ->
                new QuotaLimit(
                    new ProjectId(row.getString("project")),
                    new QuotaLimit.Holder(row.getString("holder")),
                    new Quota(
                        row.getObject("cpus", Integer.class),
                        row.getObject("gpus", Integer.class),
                        row.getObject("memory", Long.class),
                        row.getObject("running", Integer.class))))
        .list();
  }

  private List<Share> shares() {
    return handle
        .createQuery(
            """
            SELECT project, maker, sum(cpus) AS cpus, sum(memory) AS memory, count(*) AS running,
              sum(coalesce((spec->'resources'->'gpuWish'->>'count')::int, 0)) AS gpus
            FROM workloads WHERE admitted GROUP BY project, maker
            """)
        .map(
            (row, context) ->
                new Share(
                    new ProjectId(row.getString("project")),
                    Subject.parse(row.getString("maker")),
                    new Quota.Use(
                        row.getInt("cpus"),
                        row.getInt("gpus"),
                        row.getLong("memory"),
                        row.getInt("running"))))
        .list();
  }
}
