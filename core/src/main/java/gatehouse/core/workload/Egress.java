package gatehouse.core.workload;

import gatehouse.core.access.Node;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.identity.Subject;

/** What a runtime asks before it lets a workload connect to somewhere else. */
@FunctionalInterface
public interface Egress {

  /** Nowhere, for all. */
  Egress NONE = workload -> EgressPolicy.NONE;

  /**
   * Where a workload may connect to now, read anew each time.
   *
   * @throws gatehouse.core.refusal.Refused where that cannot be told: then nowhere
   */
  EgressPolicy of(WorkloadId workload);

  /** Whether a change to a subject may have changed an answer. */
  static boolean touches(Subject subject) {
    return subject.kind() == Subject.Kind.PROJECT || subject.equals(Node.EVERYTHING);
  }
}
