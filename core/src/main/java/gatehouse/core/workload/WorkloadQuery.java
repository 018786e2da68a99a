package gatehouse.core.workload;

import gatehouse.core.access.Selector;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which workloads of a project are listed, and in which order. Equal ones follow each other by id.
 *
 * @param states only in one of these; empty for all
 * @param userName only those this user made; empty for all
 * @param text only those with this in their name or id, in whatever case; empty for all
 * @param selectors only those that all of these match; the platform's own labels count too
 * @param updatedAfter only those changed after it, or null
 * @param updatedBefore only those changed before it, or null
 * @param offset how many to leave out first, at least 0
 * @param limit at most so many, 1 to 1,000
 */
public record WorkloadQuery(
    ProjectId project,
    WorkloadKind kind,
    Set<State> states,
    String userName,
    String text,
    List<Selector> selectors,
    @Nullable Instant updatedAfter,
    @Nullable Instant updatedBefore,
    Sort sort,
    boolean descending,
    long offset,
    int limit) {

  /** The largest page. */
  public static final int LARGEST_PAGE = 1_000;

  /** By what a list is sorted. */
  public enum Sort {
    CREATED,
    UPDATED,
    NAME,
    STATE,
    USER,
    ID
  }

  /**
   * @throws Refused with {@link Invalid} for an offset or limit out of range
   */
  public WorkloadQuery {
    states = Set.copyOf(states);
    selectors = List.copyOf(selectors);
    if (offset < 0) {
      throw new Refused(new Invalid("page", "1 or more"));
    }
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new Refused(new Invalid("size", "1 to " + LARGEST_PAGE));
    }
  }

  /** Whatever their names. */
  public WorkloadQuery(
      ProjectId project,
      WorkloadKind kind,
      Set<State> states,
      String userName,
      List<Selector> selectors,
      @Nullable Instant updatedAfter,
      @Nullable Instant updatedBefore,
      Sort sort,
      boolean descending,
      long offset,
      int limit) {
    this(
        project,
        kind,
        states,
        userName,
        "",
        selectors,
        updatedAfter,
        updatedBefore,
        sort,
        descending,
        offset,
        limit);
  }

  /** The first hundred of a kind, newest first. */
  public static WorkloadQuery newest(ProjectId project, WorkloadKind kind) {
    return new WorkloadQuery(
        project, kind, Set.of(), "", List.of(), null, null, Sort.CREATED, true, 0, 100);
  }

  /** The first hundred of a kind that have not ended, newest first. */
  public static WorkloadQuery going(ProjectId project, WorkloadKind kind) {
    Set<State> going =
        Arrays.stream(State.values())
            .filter(state -> !state.isSettled())
            .collect(Collectors.toSet());
    return new WorkloadQuery(
        project, kind, going, "", List.of(), null, null, Sort.CREATED, true, 0, 100);
  }

  /** Narrowed by one more selector. */
  public WorkloadQuery within(Selector selector) {
    var all = new java.util.ArrayList<>(selectors);
    all.add(selector);
    return new WorkloadQuery(
        project,
        kind,
        states,
        userName,
        text,
        all,
        updatedAfter,
        updatedBefore,
        sort,
        descending,
        offset,
        limit);
  }
}
