package gatehouse.core.workload;

import gatehouse.core.administration.Actor;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;

/** What workloads have written, for those who may read it. */
public final class RunLogs {
  private final Workloads workloads;
  private final WorkloadRuntime runtime;

  public RunLogs(Workloads workloads, WorkloadRuntime runtime) {
    this.workloads = workloads;
    this.runtime = runtime;
  }

  /** The log of a workload's current or last run. */
  public RunLog of(Actor actor, WorkloadKind kind, WorkloadId id) {
    Workload workload = workloads.require(actor, Deed.LOG, kind, id);
    return new RunLog(workload, workloads, runtime);
  }

  /** The log of one run. */
  public static final class RunLog {
    private final Workload workload;
    private final Workloads workloads;
    private final WorkloadRuntime runtime;

    private RunLog(Workload workload, Workloads workloads, WorkloadRuntime runtime) {
      this.workload = workload;
      this.workloads = workloads;
      this.runtime = runtime;
    }

    /** Whose log it is. */
    public Workload workload() {
      return workload;
    }

    /** The position at which the last so many lines begin. */
    public long tail(int lines) {
      return runtime.logTail(workload.run(), lines);
    }

    /** A piece of it. */
    public LogChunk read(long position, int most) {
      return runtime.log(workload.run(), position, most);
    }

    /** Whether no more can come: the run has ended, or will never begin. */
    public boolean isOver(LogChunk last) {
      return last.complete() && workloads.isOver(workload.run());
    }
  }
}
