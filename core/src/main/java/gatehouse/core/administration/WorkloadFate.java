package gatehouse.core.administration;

import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;

/** What becomes of the workloads of a user who is suspended or deleted. */
public sealed interface WorkloadFate {
  /** What runs is stopped; what has ended stays as it is. */
  record Stop() implements WorkloadFate {}

  /** What runs runs on, until somebody else of the project stops it. */
  record Keep() implements WorkloadFate {}

  /**
   * All of it, running or not, belongs to another user of the project.
   *
   * @param to their name or id
   */
  record HandOver(String to) implements WorkloadFate {
    public HandOver {
      if (to.isBlank() || to.length() > 128) {
        throw unknown();
      }
    }
  }

  /** Reads {@code stop}, {@code keep} or {@code handover:USER}; nothing is {@code stop}. */
  static WorkloadFate parse(String text) {
    return switch (text) {
      case "", "stop" -> new Stop();
      case "keep" -> new Keep();
      case String other when other.startsWith("handover:") ->
          new HandOver(other.substring("handover:".length()));
      default -> throw unknown();
    };
  }

  /** What it does to the workloads, as a past participle. */
  default String done() {
    return switch (this) {
      case Stop stop -> "stopped";
      case Keep keep -> "kept running";
      case HandOver(String to) -> "handed over to " + to;
    };
  }

  /** What became of one workload, in words. */
  default String of(AffectedWorkload workload) {
    String named = workload.kind() + " " + workload.name() + " (" + workload.id() + ")";
    return switch (this) {
      case Stop stop -> "stopped " + named;
      case Keep keep -> "kept running " + named;
      case HandOver(String to) -> "handed over " + named + " to " + to;
    };
  }

  private static Refused unknown() {
    return new Refused(new Invalid("workloads", "stop, keep or handover:USER"));
  }
}
