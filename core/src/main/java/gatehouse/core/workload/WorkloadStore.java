package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Workloads, their events, and which node looks after which. Reads see the last commit; moments are
 * kept to the microsecond. Every call throws {@link gatehouse.core.refusal.Refused} with {@code
 * Unavailable} when the store does not answer.
 */
public interface WorkloadStore {

  /** Runs {@code work} in one transaction: all of it is kept, or, when it throws, none. */
  <T> T transaction(Function<WorkloadChange, T> work);

  /** The workload of an id. */
  Optional<Workload> find(WorkloadId id);

  /** A page of workloads. */
  Listing list(WorkloadQuery query);

  /** All workloads of all projects, in no particular order. */
  List<Workload> all();

  /** Those with something to do or to watch ({@link Workload#needsAttention}), oldest first. */
  List<Workload> needingAttention();

  /** How many workloads each of these makers wants to run; who wants none is not in it. */
  Map<Subject, Integer> running(Set<Subject> makers);

  /** What a maker wants to run and has not ended, oldest first. */
  List<Workload> runningOf(Subject maker);

  /** How many workloads there are of each kind and state. */
  List<Count> countByState();

  /**
   * Workloads alike.
   *
   * @param waiting how many of them wait for room
   */
  record Count(WorkloadKind kind, State state, int number, int waiting) {}

  /** How many workloads are at home where ({@link Homes}). */
  Map<String, Integer> countAtHomes();

  /** The quotas that are set, and what of them is used. */
  QuotaBook quotas();

  /** What a maker has made and not deleted, oldest first. */
  List<Workload> madeBy(Subject maker);

  /** The last {@code most} events of a workload, oldest first. */
  List<Event> events(WorkloadId id, int most);

  /** The last {@code most} syncs of a workload's data, oldest first. */
  List<DataSync> syncs(WorkloadId id, int most);

  /** The saved workspaces of a notebook, newest first. */
  List<Backup> backups(WorkloadId notebook);

  /** All saved workspaces, newest first. */
  List<Backup> backups();

  /**
   * How long backups are kept.
   *
   * @param notebook whose, or null for all of the project that have no policy of their own
   */
  RetentionPolicy retention(ProjectId project, @Nullable WorkloadId notebook);

  /**
   * Makes a node the one that looks after a workload, until a moment; false where it is at home
   * elsewhere, where it has no home and another node is the one whose time is not over, or where
   * there is no such workload. Renews what the node has already. What is at home here is this
   * node's whoever looked after it before: two processes never have one data folder.
   *
   * @param home the node's own ({@link Homes})
   */
  boolean claim(WorkloadId id, String node, String home, Instant now, Instant until);

  /** Gives up all that a node looks after. */
  void release(String node);

  /**
   * Some of a longer list.
   *
   * @param total how many there are in all
   */
  record Listing(List<Workload> items, long total) {
    public Listing {
      items = List.copyOf(items);
    }
  }
}
