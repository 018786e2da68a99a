package gatehouse.core.workload;

import gatehouse.core.access.AccessChange;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done in one transaction over workloads. */
public interface WorkloadChange extends AccessChange {

  /** Adds a workload. Throws {@code Conflict} where the id is taken. */
  void insert(Workload workload);

  /** A workload, locked until the end of the transaction. */
  Optional<Workload> lock(WorkloadId id);

  /** Replaces what is kept of a workload; does nothing where there is none. */
  void update(Workload workload);

  /** Removes a workload with its events and its claim. */
  void delete(WorkloadId id);

  /** Keeps a sync in place of what was kept of it; does nothing where its workload is gone. */
  void putSync(DataSync sync);

  /** The saved workspaces of a notebook, newest first. */
  List<Backup> backups(WorkloadId notebook);

  /** Keeps a backup in place of what was kept of it; does nothing where its notebook is gone. */
  void putBackup(Backup backup);

  /** Forgets a backup; one that is not there is fine. */
  void deleteBackup(UUID id);

  /** As {@link WorkloadStore#retention}. */
  RetentionPolicy retention(ProjectId project, @Nullable WorkloadId notebook);

  /** Sets how long backups are kept; null takes away what was set. */
  void setRetention(
      ProjectId project, @Nullable WorkloadId notebook, @Nullable RetentionPolicy policy);

  /** Adds an event to a workload. */
  void addEvent(WorkloadId id, Event event);

  /**
   * What is set aside at a home for admitted workloads, of all projects; one whose home is not
   * known counts at each. Takes the lock of admission until the end of the transaction, so that two
   * admissions cannot give away the same room.
   */
  CapacityInUse capacityInUse(String home);

  /**
   * The quotas that are set, and what of them is used; to be asked after {@link #capacityInUse}.
   */
  QuotaBook quotas();

  /** Sets a quota in place of what was set. */
  void setQuota(QuotaLimit limit);

  /** Those that are at home somewhere, locked, in the order of their ids. */
  List<Workload> lockAtHome(String home);

  /** Those that wait for room ({@link Workload#waits}), in the order in which they were queued. */
  List<Workload> waiting();

  /**
   * What is set aside.
   *
   * @param memory bytes
   * @param cpusByMaker how much is whose, wherever it is
   * @param gpus the UUIDs of those that are leased
   */
  record CapacityInUse(int cpus, long memory, Map<Subject, Integer> cpusByMaker, Set<String> gpus) {
    public CapacityInUse {
      cpusByMaker = Map.copyOf(cpusByMaker);
      gpus = Set.copyOf(gpus);
    }
  }
}
