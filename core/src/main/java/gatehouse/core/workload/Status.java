package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a workload is.
 *
 * @param run the number of its current or last run, from 1
 * @param admitted whether its share of the machine is set aside for it now
 * @param remark why it is so
 * @param history the states it came into, oldest first, never empty; the last {@value #REMEMBERED}
 * @param times of the current or last run
 * @param exitCode of the last run's program, or null
 * @param fleet the replicas of an app that has begun to run; null for all others
 * @param home which of the {@link Homes} has what it keeps; null until it was first admitted
 */
public record Status(
    State state,
    int run,
    boolean admitted,
    Remark remark,
    List<Transition> history,
    Times times,
    @Nullable Integer exitCode,
    @Nullable Fleet fleet,
    @Nullable String home) {

  /** How many transitions are kept. */
  public static final int REMEMBERED = 200;

  public Status {
    history = List.copyOf(history);
  }

  /** The status of a workload that was just asked for. */
  public static Status first(WorkloadKind kind, Remark remark, Instant at) {
    State first = LifeCycle.first(kind);
    return new Status(
        first,
        1,
        false,
        remark,
        List.of(new Transition(first, at)),
        Times.queued(at),
        null,
        null,
        null);
  }

  /** When it came into its state. */
  public Instant since() {
    return history.getLast().at();
  }

  /**
   * In another state.
   *
   * @throws Refused with {@link Conflict} naming both states, where the one may not become the
   *     other
   */
  public Status to(WorkloadKind kind, State next, Instant at, Remark why) {
    if (!LifeCycle.mayBecome(kind, state, next)) {
      throw new Refused(
          new Conflict("a " + kind.word() + " that is " + state + " cannot become " + next));
    }
    var longer = new ArrayList<>(history);
    longer.add(new Transition(next, at));
    List<Transition> kept =
        longer.size() <= REMEMBERED
            ? longer
            : longer.subList(longer.size() - REMEMBERED, longer.size());
    return new Status(next, run, admitted, why, kept, times, exitCode, fleet, home);
  }

  /** With another reason for the same state. */
  public Status because(Remark why) {
    return new Status(state, run, admitted, why, history, times, exitCode, fleet, home);
  }

  /** With other times. */
  public Status at(Times when) {
    return new Status(state, run, admitted, remark, history, when, exitCode, fleet, home);
  }

  /** With its share of the machine set aside, or given back. */
  public Status admitted(boolean yes) {
    return new Status(state, run, yes, remark, history, times, exitCode, fleet, home);
  }

  /** With the exit code of its program. */
  public Status exited(@Nullable Integer code) {
    return new Status(state, run, admitted, remark, history, times, code, fleet, home);
  }

  /** With other replicas. */
  public Status with(@Nullable Fleet replicas) {
    return new Status(state, run, admitted, remark, history, times, exitCode, replicas, home);
  }

  /** At home somewhere, or, with null, nowhere yet. */
  public Status atHome(@Nullable String where) {
    return new Status(state, run, admitted, remark, history, times, exitCode, fleet, where);
  }

  /** Asked for once more: the next run, with nothing known of it yet. */
  public Status again(WorkloadKind kind, Remark why, Instant at) {
    Status next = to(kind, LifeCycle.first(kind), at, why);
    return new Status(
        next.state, run + 1, false, why, next.history, Times.queued(at), null, null, home);
  }
}
