package gatehouse.core.workload;

import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where saved workspaces lie. Each is whole or not there, also where the server is killed midway.
 * Every method returns when it is done, and throws {@link gatehouse.core.refusal.Refused} saying
 * why where it cannot be.
 */
public interface WorkspaceShelf {

  /** Whether a workload has a workspace here. */
  boolean isThere(WorkloadId workload);

  /**
   * Saves the workspace of a workload that does not run.
   *
   * @param before its backup before, which what has not changed is shared with; or null
   * @param cancelled asked again and again whether to give up
   */
  Saved save(WorkloadId workload, UUID backup, @Nullable UUID before, BooleanSupplier cancelled);

  /** Makes the workspace of a workload that has none of one of its backups. */
  void restore(WorkloadId workload, UUID backup, BooleanSupplier cancelled);

  /** Gives a backup to another workload too. */
  void copy(WorkloadId from, UUID backup, WorkloadId to, UUID as);

  /** Deletes a backup; one that is not there is fine. */
  void delete(WorkloadId workload, UUID backup);

  /** Deletes all backups of a workload. */
  void deleteAll(WorkloadId workload);

  /** Deletes what is older than an hour and not one of those known. */
  void sweep(Set<UUID> known);

  /**
   * What was saved.
   *
   * @param changed false where the backup before holds the same, and no other was made
   */
  record Saved(boolean changed, long bytes, long files) {}
}
