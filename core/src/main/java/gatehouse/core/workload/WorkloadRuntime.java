package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.volume.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What runs workloads: a sandbox on this machine, a cluster. Every method may be repeated without
 * harm; runs outlive the server, so that a new instance over the same folder or namespace knows the
 * runs of the one before.
 */
public interface WorkloadRuntime {

  /** What this runtime is and can do, looked up afresh; never throws. */
  RuntimeReport report();

  /** What the machine or cluster has. */
  Inventory inventory();

  /** The notebook editors that can be started here; empty where none is installed. */
  List<Editor> editors();

  /** The notebook editors that can be started in images that have them. */
  default List<Editor> imageEditors() {
    return List.of();
  }

  /** The images that can be run here; {@code host} is this machine's own files. */
  List<RuntimeImage> images();

  /**
   * Begins to bring what a run needs (its image), or goes on; {@link #onChange} tells of news. To
   * be asked before {@link #start}, which needs {@link Preparation.Ready}.
   */
  default Preparation prepare(RunSpec spec) {
    return new Preparation.Ready();
  }

  /**
   * Starts a run, unless a run of this id is known already. Returns when the run is recorded and
   * being started; what becomes of it is observed.
   *
   * @throws gatehouse.core.refusal.Refused where the image or editor is not to be had here
   */
  void start(RunSpec spec);

  /**
   * All runs this runtime knows, ended ones that were not forgotten included, so that orphans are
   * found.
   */
  List<RunObservation> observe();

  /** One run of {@link #observe()}. */
  Optional<RunObservation> observe(RunId run);

  /**
   * Asks a run to end and returns at once; after {@code grace} it is ended by force. Unknown runs
   * are ignored.
   */
  void stop(RunId run, Duration grace);

  /**
   * Drops all that is kept of an ended run (its log too), and ends it by force first where it still
   * runs.
   */
  void forget(RunId run);

  /**
   * The folder of a volume, made now if there is none. It stays until {@link #deleteWorkspace}; one
   * that is shared stays for a time after its last use.
   */
  VolumeFolder volume(WorkloadId workload, ProjectId project, Volume volume);

  /**
   * Deletes the workload's own folder ({@code /workspace}) and those of its volumes; its runs must
   * have been forgotten.
   */
  void deleteWorkspace(WorkloadId workload);

  /**
   * Output of a run, standard output and error as they came, from a byte position.
   *
   * @param position at least 0; past the end gives an empty chunk
   * @param most at most this many bytes
   */
  LogChunk log(RunId run, long position, int most);

  /** The position at which the last {@code lines} lines of the output begin. */
  long logTail(RunId run, int lines);

  /** Where a port of a run is reached; empty unless it runs. {@code port} is the port inside. */
  Optional<Upstream> address(RunId run, int port);

  /**
   * Starts a command beside a run's own, where that one has its files, its environment and its
   * limits. It ends with the run, and when the command's connection is closed.
   *
   * @throws gatehouse.core.refusal.Refused where the run does not run
   */
  default BesideCommand exec(RunId run, CommandWish wish) {
    throw new gatehouse.core.refusal.Refused(
        new gatehouse.core.refusal.Refusal.NotBuilt("running commands beside a run"));
  }

  /**
   * How full the folder of a workload was when it was last looked at; empty where it was not looked
   * at here, or where it has no limit.
   */
  default Optional<WorkspaceUse> workspace(WorkloadId workload) {
    return Optional.empty();
  }

  /** What a run uses now; empty unless it runs. */
  Optional<UsageSample> usage(RunId run);

  /**
   * Registers a listener that is told, on a thread of the runtime's, that the observation of some
   * run changed. May be told too often, and late; never instead of {@link #observe()}.
   */
  void onChange(java.util.function.Consumer<RunId> listener);

  /** How far what a run needs is. */
  sealed interface Preparation {
    /** It is there. */
    record Ready() implements Preparation {}

    /**
     * It is on its way.
     *
     * @param code of the model, without its kind
     */
    record Underway(String code, String sentence) implements Preparation {}

    /**
     * It cannot be had.
     *
     * @param code of the model, without its kind
     */
    record Failed(String code, String sentence) implements Preparation {}
  }

  /**
   * A piece of a run's output.
   *
   * @param position where it begins
   * @param end where the output ends now
   * @param complete whether no more can come, the run having ended
   */
  @SuppressWarnings("ArrayRecordComponent")
  record LogChunk(long position, byte[] bytes, long end, boolean complete) {}

  /**
   * Whether workloads can run here.
   *
   * @param available whether runs can be started
   * @param limits how limits are kept: {@code cgroup2}, {@code cgroup1}, {@code systemd}, {@code
   *     rlimit} or {@code advisory}
   * @param remarks sentences for people: what is missing, and the cure
   */
  record RuntimeReport(String name, boolean available, String limits, List<String> remarks) {
    public RuntimeReport {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * What there is to share out.
   *
   * @param memory bytes
   * @param workspace bytes one workload may keep in its folder; 0 where that is not limited
   */
  record Inventory(int cpus, long memory, List<Gpu> gpus, long workspace) {
    public Inventory {
      gpus = List.copyOf(gpus);
    }

    /** Without a limit of what a workload may keep. */
    public Inventory(int cpus, long memory, List<Gpu> gpus) {
      this(cpus, memory, gpus, 0);
    }
  }

  /**
   * A GPU.
   *
   * @param memory bytes
   */
  record Gpu(String uuid, String brand, String model, long memory) {}

  /** A notebook editor, as {@code jupyterlab}; {@code version} as the program itself says. */
  record Editor(String id, String name, String description, String version) {}

  /** An image that can be run. */
  record RuntimeImage(String id, String name, String description, String version) {}

  /**
   * How full a workload's folder is.
   *
   * @param used bytes
   * @param free bytes it may keep besides
   */
  record WorkspaceUse(long used, long free) {}

  /**
   * Use of one run.
   *
   * @param cpuSeconds since its start
   * @param memory bytes now
   * @param network what it moved since its start by ways that the runtime opened for it; what it is
   *     asked for from outside is counted in {@link Traffic}
   * @param gpus now
   */
  record UsageSample(
      double cpuSeconds, long memory, Duration age, NetworkBytes network, GpuUse gpus) {}
}
