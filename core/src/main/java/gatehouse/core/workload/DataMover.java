package gatehouse.core.workload;

/**
 * What moves the data of volumes. Says how far it is by writing the sync to the store; each call
 * returns at once and may be repeated without harm.
 */
public interface DataMover {

  /** Begins a sync that is not over, unless it is under way here. */
  void ensure(Workload workload, DataSync sync);

  /** Asks all that is under way for a workload to end; whether nothing is any more. */
  boolean end(WorkloadId workload);
}
