package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A runtime whose programs do what a test says. For use by several threads. */
public final class FakeRuntime implements WorkloadRuntime {
  private final java.util.Map<RunId, UsageSample> used = new java.util.HashMap<>();
  private final InstantSource clock;
  private final Map<RunId, RunObservation> runs = new LinkedHashMap<>();
  private final Map<RunId, byte[]> logs = new LinkedHashMap<>();

  /** Every start that was not a repetition. */
  public final List<RunSpec> started = new ArrayList<>();

  /** The runs that were told to stop, with the grace of the last time. */
  public final Map<RunId, Duration> stopped = new LinkedHashMap<>();

  /** The workloads whose folder was deleted. */
  public final Set<WorkloadId> deleted = new LinkedHashSet<>();

  /** What there is to share out. */
  public Inventory inventory = new Inventory(4, 8L << 30, List.of());

  /** Whether programs start and answer at once. */
  public boolean prompt = true;

  /** Why nothing can be started now, or null. */
  public String outOfOrder;

  /** Whether programs end at once when told to. */
  public boolean obedient = true;

  public FakeRuntime(InstantSource clock) {
    this.clock = clock;
  }

  /** The program ends by itself. */
  public synchronized void ends(RunId run, int exitCode) {
    ends(run, Cause.EXITED, exitCode, "exit code " + exitCode);
  }

  /** The program ends in some way. */
  public synchronized void ends(RunId run, Cause cause, Integer exitCode, String sentence) {
    RunObservation seen = runs.get(run);
    runs.put(
        run,
        new RunObservation(
            run,
            cause == Cause.NOT_STARTED ? null : seen.startedAt(),
            false,
            new Ending(clock.instant(), cause, exitCode, sentence)));
  }

  /** The program is there, and answers or not. */
  public synchronized void runs(RunId run, boolean listening) {
    runs.put(run, new RunObservation(run, clock.instant(), listening, null));
  }

  /** There is something to warn of, or, with null, nothing any more. */
  public synchronized void warns(RunId run, String warning) {
    RunObservation seen = runs.get(run);
    runs.put(
        run, new RunObservation(run, seen.startedAt(), seen.listening(), seen.ending(), warning));
  }

  /** The program writes. */
  public synchronized void writes(RunId run, String text) {
    byte[] before = logs.getOrDefault(run, new byte[0]);
    byte[] added = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(before, before.length + added.length);
    System.arraycopy(added, 0, all, before.length, added.length);
    logs.put(run, all);
  }

  /** The runtime loses what it knew of a run. */
  public synchronized void loses(RunId run) {
    runs.remove(run);
  }

  @Override
  public synchronized RuntimeReport report() {
    return new RuntimeReport("fake", true, "advisory", List.of());
  }

  @Override
  public synchronized Inventory inventory() {
    return inventory;
  }

  @Override
  public synchronized List<Editor> editors() {
    return List.of(new Editor("jupyterlab", "JupyterLab", "Notebooks in a browser", "4.4"));
  }

  @Override
  public synchronized List<RuntimeImage> images() {
    return List.of(new RuntimeImage("host", "This machine", "This machine's own files", "13"));
  }

  @Override
  public synchronized void start(RunSpec spec) {
    if (images().stream().noneMatch(image -> image.id().equals(spec.image()))) {
      throw new Refused(new NotFound("image", spec.image()));
    }
    if (runs.containsKey(spec.id())) {
      return;
    }
    if (outOfOrder != null) {
      throw new Refused(new Unavailable(outOfOrder));
    }
    started.add(spec);
    runs.put(
        spec.id(), new RunObservation(spec.id(), prompt ? clock.instant() : null, prompt, null));
  }

  @Override
  public synchronized List<RunObservation> observe() {
    return List.copyOf(runs.values());
  }

  @Override
  public synchronized Optional<RunObservation> observe(RunId run) {
    return Optional.ofNullable(runs.get(run));
  }

  @Override
  public synchronized void stop(RunId run, Duration grace) {
    RunObservation seen = runs.get(run);
    if (seen == null || seen.ending() != null) {
      return;
    }
    stopped.put(run, grace);
    if (obedient || grace.isZero()) {
      ends(run, Cause.STOPPED, 143, "stopped");
    }
  }

  @Override
  public synchronized void forget(RunId run) {
    runs.remove(run);
    logs.remove(run);
  }

  @Override
  public synchronized VolumeFolder volume(WorkloadId workload, ProjectId project, Volume volume) {
    Path folder = Path.of("volumes", workload.toString(), volume.id().toString());
    return new VolumeFolder(
        folder.resolve("data"), folder.resolve("aside"), folder.resolve("record"), -1);
  }

  @Override
  public synchronized void deleteWorkspace(WorkloadId workload) {
    if (runs.keySet().stream().anyMatch(run -> run.workload().equals(workload))) {
      throw new IllegalStateException("runs of " + workload + " were not forgotten");
    }
    deleted.add(workload);
  }

  @Override
  public synchronized LogChunk log(RunId run, long position, int most) {
    byte[] all = logs.getOrDefault(run, new byte[0]);
    int from = (int) Math.min(position, all.length);
    int to = Math.min(all.length, from + most);
    RunObservation seen = runs.get(run);
    boolean ended = seen == null || seen.ending() != null;
    return new LogChunk(from, Arrays.copyOfRange(all, from, to), all.length, ended);
  }

  @Override
  public synchronized long logTail(RunId run, int lines) {
    byte[] all = logs.getOrDefault(run, new byte[0]);
    int position = all.length;
    int seen = 0;
    while (position > 0) {
      if (all[position - 1] == '\n' && position < all.length && ++seen == lines) {
        return position;
      }
      position--;
    }
    return 0;
  }

  @Override
  public synchronized Optional<Upstream> address(RunId run, int port) {
    return observe(run)
        .filter(seen -> seen.ending() == null)
        .map(seen -> new Upstream.UnixSocket(Path.of("run", run.asName()), port, Map.of()));
  }

  @Override
  public synchronized Optional<UsageSample> usage(RunId run) {
    return observe(run)
        .filter(seen -> seen.ending() == null)
        .map(seen -> used.getOrDefault(run, sample(1.5, 1 << 20, NetworkBytes.NONE, GpuUse.NONE)));
  }

  /** From now on a run has used so much. */
  public synchronized void uses(RunId run, double cpuSeconds, long memory) {
    uses(run, cpuSeconds, memory, NetworkBytes.NONE, GpuUse.NONE);
  }

  /** It used so much until now. */
  public synchronized void uses(
      RunId run, double cpuSeconds, long memory, NetworkBytes network, GpuUse gpus) {
    used.put(run, sample(cpuSeconds, memory, network, gpus));
  }

  private static UsageSample sample(
      double cpuSeconds, long memory, NetworkBytes network, GpuUse gpus) {
    return new UsageSample(cpuSeconds, memory, Duration.ofSeconds(3), network, gpus);
  }

  @Override
  public synchronized void onChange(Consumer<RunId> listener) {
    // Tests call the reconciler themselves.
  }

  /** How full the folders of workloads are. */
  public final Map<WorkloadId, WorkspaceUse> workspaces = new LinkedHashMap<>();

  @Override
  public Optional<WorkspaceUse> workspace(WorkloadId workload) {
    return Optional.ofNullable(workspaces.get(workload));
  }

  /** A command that says nothing and never ends. */
  @Override
  public BesideCommand exec(RunId run, CommandWish wish) {
    return new BesideCommand() {
      @Override
      public Piece next() {
        throw new IllegalStateException("it says nothing");
      }

      @Override
      public void input(byte[] bytes) {}

      @Override
      public void endInput() {}

      @Override
      public void resize(int rows, int columns) {}

      @Override
      public void close() {}
    };
  }
}
