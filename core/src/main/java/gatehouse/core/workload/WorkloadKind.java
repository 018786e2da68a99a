package gatehouse.core.workload;

/** The three kinds of workload of the model. */
public enum WorkloadKind {
  NOTEBOOK("notebook"),
  JOB("job"),
  APP("app");

  private final String word;

  WorkloadKind(String word) {
    this.word = word;
  }

  /** The word used in routes, host names, labels ({@code ovh/type}) and sentences. */
  public String word() {
    return word;
  }
}
