package gatehouse.core.workload;

/** What somebody wants of a workload; the {@link State} follows. */
public enum Desired {
  RUNNING,
  STOPPED,
  /** Gone, with all that is kept of it. */
  DELETED
}
