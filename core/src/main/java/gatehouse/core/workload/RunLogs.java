package gatehouse.core.workload;

import gatehouse.core.administration.Actor;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import org.jspecify.annotations.Nullable;

/** What workloads have written, for those who may read it. */
public final class RunLogs {
  private final Workloads workloads;
  private final RunPlaces runs;

  public RunLogs(Workloads workloads, RunPlaces runs) {
    this.workloads = workloads;
    this.runs = runs;
  }

  /** The log of a workload's current or last run. */
  public RunLog of(Actor actor, WorkloadKind kind, WorkloadId id) {
    return of(actor, kind, id, -1);
  }

  /**
   * The log of a replica's current or last run.
   *
   * @param replica its number, or -1 for the eldest there is
   */
  public RunLog of(Actor actor, WorkloadKind kind, WorkloadId id, int replica) {
    Workload workload = workloads.require(actor, Deed.LOG, kind, id);
    Fleet fleet = workload.status().fleet();
    int number =
        replica >= 0
            ? replica
            : fleet == null || fleet.replicas().isEmpty()
                ? 0
                : fleet.replicas().getFirst().number();
    return new RunLog(workload, workload.run(number), workloads, runs);
  }

  /** The log of one run. */
  public static final class RunLog {
    private final Workload workload;
    private final RunId run;
    private final Workloads workloads;
    private final RunPlaces runs;
    private volatile @Nullable String home;

    private RunLog(Workload workload, RunId run, Workloads workloads, RunPlaces runs) {
      this.workload = workload;
      this.run = run;
      this.workloads = workloads;
      this.runs = runs;
      this.home = workload.status().home();
    }

    /** Whose log it is. */
    public Workload workload() {
      return workload;
    }

    /** The position at which the last so many lines begin. */
    public long tail(int lines) {
      return runs.logTail(home(), run, lines);
    }

    /** A piece of it. */
    public LogChunk read(long position, int most) {
      return runs.log(home(), run, position, most);
    }

    /** Who still waited when the log was opened has got a home since, perhaps another node's. */
    private @Nullable String home() {
      if (home == null) {
        home = workloads.homeOf(run.workload());
      }
      return home;
    }

    /** Whether no more can come: the run has ended, or will never begin. */
    public boolean isOver(LogChunk last) {
      return last.complete() && workloads.isOver(run);
    }
  }
}
