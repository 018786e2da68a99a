package gatehouse.core.workload;

/**
 * One run of a workload: {@code number} counts from 1 with each start. A runtime starts a run at
 * most once, however often it is asked.
 *
 * @param replica counts from 0; always 0 for notebooks and jobs
 */
public record RunId(WorkloadId workload, int number, int replica) {

  /** A name safe in file names and labels: {@code <workload>.<number>.<replica>}. */
  public String asName() {
    return workload + "." + number + "." + replica;
  }

  @Override
  public String toString() {
    return asName();
  }
}
