package gatehouse.core.workload;

/** What a runtime warns of while a workload runs: an event when it begins, and when it is over. */
final class Warnings {
  private static final String RUNNING = "Running";

  private Warnings() {}

  /** Whether a running workload's remark says something else than the runtime does. */
  static boolean isNew(Workload workload, RunObservation seen) {
    return workload.state() == State.RUNNING
        && !workload.status().remark().sentence().equals(sentence(seen));
  }

  static void tell(Course course, RunObservation seen) {
    course.on("RUNNING", sentence(seen));
  }

  private static String sentence(RunObservation seen) {
    return seen.warning() == null ? RUNNING : RUNNING + ": " + seen.warning();
  }
}
