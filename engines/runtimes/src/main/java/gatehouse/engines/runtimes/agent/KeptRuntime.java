package gatehouse.engines.runtimes.agent;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.VolumeFolder;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkspaceShelf;
import gatehouse.engines.runtimes.backups.Backups;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A runtime on this machine whose runs are kept by keepers. All state lies in the data folder and
 * in the processes themselves, so that a new instance over the same folder goes on where the last
 * one ended, however it ended.
 */
public abstract class KeptRuntime implements WorkloadRuntime, Closeable {
  private static final Duration FORCE = Duration.ofSeconds(30);

  private final Home home;
  private final Keeping keeping;
  private final RunMaker maker;
  private final Egresses egresses;
  private final Gpus gpus;
  private final Runs runs;
  private final WorkspaceWatch watch;
  private final WorkspaceBackups shelf;
  private final InstantSource clock;

  /**
   * Takes over the runs in a folder.
   *
   * @param executor runs tasks that wait for long, such as one virtual thread per task
   * @param gpus those of this machine
   * @param workspaceLimit bytes one workload may keep in its folder; 0 for as much as there is
   * @throws IOException where the folder cannot be used
   */
  @SuppressWarnings("this-escape")
  protected KeptRuntime(
      Home home,
      Keeping keeping,
      RunMaker.Planner planner,
      Egresses egresses,
      Gpus gpus,
      Executor executor,
      InstantSource clock,
      long workspaceLimit)
      throws IOException {
    this.home = home;
    this.keeping = keeping;
    this.egresses = egresses;
    this.gpus = gpus;
    this.clock = clock;
    this.maker = new RunMaker(home, planner);
    this.runs = new Runs(home.runs(), keeping, egresses, executor, clock);
    this.watch =
        new WorkspaceWatch(runs, home.workspaces(), home.agent(), workspaceLimit, executor, clock);
    this.shelf =
        new WorkspaceBackups(
            home.workspaces(), new Backups(home.path().resolve("backups"), workspaceLimit), clock);
    watch.begin();
  }

  /** Where saved workspaces lie. */
  public WorkspaceShelf shelf() {
    return shelf;
  }

  /**
   * Refuses what cannot be started here.
   *
   * @throws Refused saying what is wrong, and what there is
   */
  protected abstract void check(RunSpec spec);

  @Override
  public void start(RunSpec spec) {
    if (isKnown(spec.id())) {
      return;
    }
    check(spec);
    effect(() -> runs.start(spec, maker.make(spec)));
  }

  /** Whether a run was recorded. */
  protected final boolean isKnown(RunId id) {
    return runs.find(id).isPresent();
  }

  /** Tells the listeners of a run. */
  protected final void tell(RunId id) {
    runs.tell(id);
  }

  /** The folders of all runs. */
  protected final List<RunFolder> runFolders() {
    return runs.all().stream().map(Run::folder).toList();
  }

  @Override
  public List<RunObservation> observe() {
    return runs.all().stream().map(Run::observe).toList();
  }

  @Override
  public Optional<RunObservation> observe(RunId run) {
    return runs.find(run).map(Run::observe);
  }

  @Override
  public void stop(RunId id, Duration grace) {
    runs.find(id).ifPresent(run -> askToStop(run, grace));
  }

  @Override
  public void forget(RunId id) {
    runs.find(id)
        .ifPresent(
            run -> {
              askToStop(run, Duration.ZERO);
              awaitEnd(run);
              effect(() -> runs.forget(run));
            });
  }

  @Override
  public VolumeFolder volume(WorkloadId workload, ProjectId project, Volume volume) {
    return io(() -> home.volumes().of(workload, project, volume));
  }

  /** Deletes the shared folders that nobody has used for a long time. */
  public void sweepCaches() {
    effect(() -> home.volumes().sweep(clock.instant(), runFolders()));
  }

  @Override
  public void deleteWorkspace(WorkloadId workload) {
    if (runs.all().stream().anyMatch(run -> run.spec().id().workload().equals(workload))) {
      throw new Refused(new Conflict("the workload's runs must be forgotten first"));
    }
    effect(
        () -> {
          home.volumes().delete(workload);
          home.workspaces().delete(workload);
        });
  }

  @Override
  public LogChunk log(RunId id, long position, int most) {
    Optional<Run> run = runs.find(id);
    if (run.isEmpty()) {
      return new LogChunk(position, new byte[0], 0, true);
    }
    // Looked up first: what is read after the end is all there is.
    boolean over = run.get().observe().ending() != null;
    LogChunk chunk = io(() -> RunLog.read(run.get().folder().log(), position, most));
    return new LogChunk(position, chunk.bytes(), chunk.end(), over);
  }

  @Override
  public long logTail(RunId id, int lines) {
    return runs.find(id).map(run -> io(() -> RunLog.tail(run.folder().log(), lines))).orElse(0L);
  }

  /** Asked for each request: what is known to run is not looked up again. */
  @Override
  public Optional<Upstream> address(RunId id, int port) {
    return runs.find(id)
        .filter(run -> port > 0 && port < 65536)
        .filter(run -> isRunning(run.lastSeen()) || isRunning(run.observe()))
        .map(run -> new Upstream.UnixSocket(run.socket(), port, headers(run, port)));
  }

  /**
   * The port that a run was made for.
   *
   * @param headers what it wants to see on each request
   */
  public record OwnPort(int number, Map<String, String> headers) {
    public OwnPort {
      headers = Map.copyOf(headers);
    }
  }

  /** The port that a run was made for; empty unless it runs. */
  public Optional<OwnPort> ownPort(RunId id) {
    return runs.find(id)
        .filter(run -> isRunning(run.observe()))
        .map(run -> new OwnPort(run.spec().httpPort(), run.headers()));
  }

  @Override
  public BesideCommand exec(RunId id, CommandWish wish) {
    Run run =
        runs.find(id)
            .filter(found -> isRunning(found.observe()))
            .orElseThrow(() -> new Refused(new Conflict("nothing of it runs now")));
    return io(() -> AgentCommand.start(run.socket(), wish));
  }

  @Override
  public Optional<WorkspaceUse> workspace(WorkloadId workload) {
    return watch.of(workload);
  }

  @Override
  public Optional<UsageSample> usage(RunId id) {
    return runs.find(id).flatMap(this::usage);
  }

  @Override
  public void onChange(Consumer<RunId> listener) {
    runs.onChange(listener);
  }

  /** To be called when a revision touches a subject: closes connections not allowed any more. */
  public void lookAgain(Subject subject) {
    if (Egress.touches(subject)) {
      egresses.lookAgain();
    }
  }

  /** Stops watching; the runs go on. */
  @Override
  public void close() throws IOException {
    watch.close();
    runs.close();
  }

  private static boolean isRunning(RunObservation seen) {
    return seen.startedAt() != null && seen.ending() == null;
  }

  private static Map<String, String> headers(Run run, int port) {
    return port == run.spec().httpPort() ? run.headers() : Map.of();
  }

  private Optional<UsageSample> usage(Run run) {
    RunObservation seen = run.observe();
    if (seen.startedAt() == null || seen.ending() != null) {
      return Optional.empty();
    }
    Duration age = Duration.between(seen.startedAt(), clock.instant());
    RunId id = run.spec().id();
    Use use = keeping.use(id.asName()).orElseGet(() -> sum(run));
    return Optional.of(
        new UsageSample(
            use.cpuSeconds(),
            use.memory(),
            age,
            egresses.moved(id),
            gpus.use(run.spec().resources().gpus())));
  }

  private static Use sum(Run run) {
    List<ProcessStat> family = run.folder().keeper().map(KeeperProcess::family).orElse(List.of());
    return new Use(
        family.stream().mapToLong(ProcessStat::ticks).sum() / 100.0,
        family.stream().mapToLong(ProcessStat::memory).sum());
  }

  private static void askToStop(Run run, Duration grace) {
    if (run.observe().ending() == null) {
      run.stop(grace);
    }
  }

  private static void awaitEnd(Run run) {
    try {
      if (!run.over().await(FORCE.toSeconds(), TimeUnit.SECONDS)
          && run.observe().ending() == null) {
        throw new Refused(new Conflict("the run could not be ended by force"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(new Conflict("interrupted while the run was being ended"));
    }
  }

  private interface Work<T> {
    T get() throws IOException;
  }

  private interface Effect {
    void happen() throws IOException;
  }

  private static void effect(Effect effect) {
    boolean _ =
        io(
            () -> {
              effect.happen();
              return true;
            });
  }

  private static <T> T io(Work<T> work) {
    try {
      return work.get();
    } catch (NoSuchFileException e) {
      throw new Refused(new Conflict("the run is being forgotten"));
    } catch (IOException e) {
      throw new Refused(new Unavailable(Folders.inWords(e)));
    }
  }
}
