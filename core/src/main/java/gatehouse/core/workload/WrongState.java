package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;

/** What is said where a deed does not go with how a workload is, or there is none. */
final class WrongState {
  private WrongState() {}

  static Refused conflict(Workload workload, String why) {
    return new Refused(
        new Conflict(
            "The "
                + workload.kind().word()
                + " "
                + workload.spec().name()
                + " is "
                + (workload.desired() == Desired.DELETED ? "being deleted" : workload.state())
                + ": "
                + why
                + "."));
  }

  static Refused noSuch(WorkloadKind kind, WorkloadId id) {
    return new Refused(new NotFound(kind.word(), id.toString()));
  }
}
