package gatehouse.core.workload;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Permits;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.QuotaLimit.Holder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much a project and its users may use at a time: read, and set. */
public final class Quotas {
  private final WorkloadStore store;
  private final Permits permits;

  public Quotas(WorkloadStore store, Permits permits) {
    this.store = store;
    this.permits = permits;
  }

  /** What is set and used now, of all projects. */
  public QuotaBook book() {
    return store.quotas();
  }

  /**
   * Sets a quota in place of the one before; {@link Quota#NONE} takes it away, or frees a user from
   * that of each. What runs already runs on; what comes next waits for its turn under the new one.
   */
  public void set(Actor actor, ProjectId project, Holder holder, Quota quota) {
    permits.require(actor, Permission.PROJECT_MANAGE, project);
    var details = new TreeMap<String, String>();
    details.put("project", project.value());
    details.put("of", holder.word());
    put(details, "cpus", quota.cpus());
    put(details, "gpus", quota.gpus());
    put(details, "memory", quota.memory());
    put(details, "running", quota.running());
    store.transaction(
        tx -> {
          tx.setQuota(new QuotaLimit(project, holder, quota));
          tx.audit(actor.did("project.quota", "project:" + project, details));
          return Set.of();
        });
  }

  private static void put(Map<String, String> details, String name, @Nullable Number value) {
    details.put(name, value == null ? "no limit" : value.toString());
  }
}
