package gatehouse.engines.runtimes.local;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.Images;
import gatehouse.core.image.Images.Standing;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs workloads on this machine, each in a sandbox of its own. All state lies in the data folder
 * and in the processes themselves, so that a new instance over the same folder goes on where the
 * last one ended, however it ended.
 */
public final class LocalRuntime implements WorkloadRuntime, Closeable {
  private static final Duration FORCE = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Editors editors = new Editors();
  private final Workspaces workspaces;
  private final VolumeFolders volumes;
  private final Readiness readiness;
  private final RunMaker maker;
  private final Egresses egresses;
  private final Runs runs;
  private final Images images;
  private final WorkspaceWatch watch;
  private final WorkspaceBackups shelf;
  private final long workspaceLimit;

  /**
   * Opens a data folder and takes over the runs in it.
   *
   * @param data a folder of this runtime's own
   * @param executor runs tasks that wait for long, such as one virtual thread per task
   * @param egress where workloads may connect to
   * @param images beside this machine's own files
   * @throws IOException where the folder cannot be used
   */
  public LocalRuntime(
      Path data,
      Executor executor,
      InstantSource clock,
      LocalOptions options,
      Egress egress,
      Images images)
      throws IOException {
    this(data, executor, clock, options, new Egresses(egress, Dialer.SYSTEM, executor), images);
  }

  /** Over a data folder, without images. */
  LocalRuntime(
      Path data, Executor executor, InstantSource clock, LocalOptions options, Egress egress)
      throws IOException {
    this(data, executor, clock, options, egress, Images.NONE);
  }

  LocalRuntime(
      Path data,
      Executor executor,
      InstantSource clock,
      LocalOptions options,
      Egresses egresses,
      Images images)
      throws IOException {
    this.images = images;
    this.egresses = egresses;
    this.clock = clock;
    Path home = Folders.createPrivate(data.toAbsolutePath()).toRealPath();
    int user = Machine.user();
    boolean root = user == 0;
    Path agent = AgentProgram.unpackInto(Folders.createPrivate(home.resolve("bin")));
    SocketFolder sockets = SocketFolder.below(home, user);
    Sandbox sandbox = new Sandbox(options, root, agent, home.resolve("etc"));
    var users = new WorkloadUsers(home.resolve("users"), options.firstUser(), options.users());
    this.workspaces = new Workspaces(home.resolve("workspaces"), users, root);
    this.volumes = new VolumeFolders(home, workspaces, clock);
    Launcher launcher = new Launcher(agent, sandbox);
    Path folder = Folders.createPrivate(home.resolve("runs"));
    Folders.delete(home.resolve("trials"));
    Path trials = Folders.createPrivate(home.resolve("trials"));
    this.readiness =
        new Readiness(
            new SandboxCheck(trials, sandbox, launcher, workspaces, sockets, clock), options, user);
    this.maker =
        new RunMaker(folder, sandbox, workspaces, volumes, sockets, editors, readiness, images);
    this.runs = new Runs(folder, launcher, readiness, egresses, executor, clock);
    this.workspaceLimit = options.workspaceLimit();
    this.shelf =
        new WorkspaceBackups(
            workspaces, new Backups(home.resolve("backups"), workspaceLimit), clock);
    this.watch = new WorkspaceWatch(runs, workspaces, agent, workspaceLimit, executor, clock);
    watch.begin();
  }

  @Override
  public RuntimeReport report() {
    return readiness.report();
  }

  @Override
  public Inventory inventory() {
    return Machine.inventory(workspaceLimit);
  }

  @Override
  public List<Editor> editors() {
    return editors.list();
  }

  @Override
  public List<Editor> imageEditors() {
    return readiness.isPlain() ? List.of() : Editors.inImages();
  }

  @Override
  public List<RuntimeImage> images() {
    var all = new ArrayList<RuntimeImage>();
    all.add(Machine.image(readiness.isPlain()));
    if (!readiness.isPlain()) {
      for (String name : images.kept()) {
        all.add(new RuntimeImage(name, name, "An image kept on this machine", "unknown"));
      }
    }
    return all;
  }

  @Override
  public Preparation prepare(RunSpec spec) {
    if (spec.image().equals(Machine.IMAGE) || runs.find(spec.id()).isPresent()) {
      return new Preparation.Ready();
    }
    if (readiness.isPlain()) {
      return new Preparation.Failed(
          "FAILED_WITH_MESSAGE", "images need a sandbox, and none can be made on this machine");
    }
    return switch (images.prepare(
        spec.project(), ImageName.parse(spec.image()), () -> runs.tell(spec.id()))) {
      case Standing.Ready(var root) -> new Preparation.Ready();
      case Standing.Underway(String code, String sentence) ->
          new Preparation.Underway(code, sentence);
      case Standing.Failed(String code, String sentence) -> new Preparation.Failed(code, sentence);
    };
  }

  @Override
  public void start(RunSpec spec) {
    if (runs.find(spec.id()).isPresent()) {
      return;
    }
    maker.check(spec);
    readiness.require();
    effect(() -> runs.start(spec, maker.make(spec)));
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
    return io(() -> volumes.of(workload, project, volume));
  }

  /** Deletes the shared folders and the images that nobody has used for a long time. */
  public void sweepCaches() {
    List<RunFolder> folders = runs.all().stream().map(Run::folder).toList();
    effect(() -> volumes.sweep(clock.instant(), folders));
    images.sweep(image -> folders.stream().anyMatch(folder -> isShown(image, folder)));
  }

  /** What cannot be read counts as shown: it is kept. */
  private static boolean isShown(Path image, RunFolder folder) {
    try {
      return folder.ended().isEmpty() && folder.plan().contains(image.toString());
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void deleteWorkspace(WorkloadId workload) {
    if (runs.all().stream().anyMatch(run -> run.spec().id().workload().equals(workload))) {
      throw new Refused(new Conflict("the workload's runs must be forgotten first"));
    }
    effect(
        () -> {
          volumes.delete(workload);
          workspaces.delete(workload);
        });
  }

  /** Where saved workspaces lie. */
  public WorkspaceShelf shelf() {
    return shelf;
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

  @Override
  public BesideCommand exec(RunId id, CommandWish wish) {
    Run run =
        runs.find(id)
            .filter(found -> isRunning(found.observe()))
            .orElseThrow(() -> new Refused(new Conflict("nothing of it runs now")));
    return io(() -> AgentCommand.start(run.socket(), wish));
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
    Limits.Use use = readiness.limits().use(run.spec().id().asName()).orElseGet(() -> sum(run));
    return Optional.of(new UsageSample(use.cpuSeconds(), use.memory(), age));
  }

  private static Limits.Use sum(Run run) {
    List<ProcessStat> family = run.folder().keeper().map(KeeperProcess::family).orElse(List.of());
    return new Limits.Use(
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
