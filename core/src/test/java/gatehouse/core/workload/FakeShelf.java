package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A shelf that keeps what workspaces say as a text for each. */
public final class FakeShelf implements WorkspaceShelf {
  /** What each workload has in its workspace; who is not in it has none. */
  public final Map<WorkloadId, String> workspaces = new HashMap<>();

  /** What was saved. */
  public final Map<UUID, String> saved = new HashMap<>();

  /** What nothing is known of and was swept. */
  public final Set<UUID> swept = new HashSet<>();

  /** Why nothing can be saved or restored, or null. */
  public String broken;

  @Override
  public boolean isThere(WorkloadId workload) {
    return workspaces.containsKey(workload);
  }

  @Override
  public Saved save(WorkloadId workload, UUID backup, UUID before, BooleanSupplier cancelled) {
    check();
    String now = workspaces.get(workload);
    if (before != null && now.equals(saved.get(before))) {
      return new Saved(false, now.length(), 1);
    }
    saved.put(backup, now);
    return new Saved(true, now.length(), 1);
  }

  @Override
  public void restore(WorkloadId workload, UUID backup, BooleanSupplier cancelled) {
    check();
    workspaces.put(workload, saved.get(backup));
  }

  @Override
  public void copy(WorkloadId from, UUID backup, WorkloadId to, UUID as) {
    check();
    saved.put(as, saved.get(backup));
  }

  @Override
  public void delete(WorkloadId workload, UUID backup) {
    saved.remove(backup);
  }

  @Override
  public void deleteAll(WorkloadId workload) {
    workspaces.remove(workload);
  }

  @Override
  public void sweep(Set<UUID> known) {
    swept.addAll(saved.keySet());
    swept.removeAll(known);
  }

  private void check() {
    if (broken != null) {
      throw new Refused(new Unavailable(broken));
    }
  }
}
