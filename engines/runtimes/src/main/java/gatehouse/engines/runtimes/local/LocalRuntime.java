package gatehouse.engines.runtimes.local;

import gatehouse.core.image.ImageName;
import gatehouse.core.image.Images;
import gatehouse.core.image.Images.Standing;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Dialer;
import gatehouse.engines.runtimes.agent.Editors;
import gatehouse.engines.runtimes.agent.Egresses;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Home;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.RunFolder;
import gatehouse.engines.runtimes.agent.WorkloadUsers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Runs workloads on this machine, each in a sandbox of its own, without a daemon. */
public final class LocalRuntime extends KeptRuntime {
  private final Parts parts;
  private final Images images;
  private final LocalOptions options;

  /** What it is made of. */
  private record Parts(
      Home home, Launcher launcher, Readiness readiness, Planning planning, Editors editors) {

    static Parts of(Path data, InstantSource clock, LocalOptions options, Images images)
        throws IOException {
      Home home =
          Home.open(
              data,
              path ->
                  new WorkloadUsers(path.resolve("users"), options.firstUser(), options.users()),
              clock);
      Sandbox sandbox = new Sandbox(options, home.root(), home.agent(), home.path().resolve("etc"));
      Launcher launcher = new Launcher(home.agent(), sandbox);
      Folders.delete(home.path().resolve("trials"));
      Path trials = Folders.createPrivate(home.path().resolve("trials"));
      var check =
          new SandboxCheck(trials, sandbox, launcher, home.workspaces(), home.sockets(), clock);
      Readiness readiness = new Readiness(check, options, home.user());
      Editors editors = new Editors();
      Planning planning = new Planning(home, sandbox, editors, readiness, images, options.gpus());
      return new Parts(home, launcher, readiness, planning, editors);
    }
  }

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
    this(Parts.of(data, clock, options, images), executor, clock, options, egresses, images);
  }

  private LocalRuntime(
      Parts parts,
      Executor executor,
      InstantSource clock,
      LocalOptions options,
      Egresses egresses,
      Images images)
      throws IOException {
    super(
        parts.home,
        new LocalKeeping(parts.launcher, parts.readiness),
        parts.planning,
        egresses,
        options.gpus(),
        executor,
        clock,
        options.workspaceLimit());
    this.parts = parts;
    this.images = images;
    this.options = options;
  }

  @Override
  public RuntimeReport report() {
    return parts.readiness.report();
  }

  @Override
  public Inventory inventory() {
    return Machine.inventory(options.workspaceLimit(), options.gpus());
  }

  @Override
  public List<Editor> editors() {
    return parts.editors.list();
  }

  @Override
  public List<Editor> imageEditors() {
    return parts.readiness.isPlain() ? List.of() : Editors.inImages();
  }

  @Override
  public List<RuntimeImage> images() {
    var all = new ArrayList<RuntimeImage>();
    all.add(Machine.image(parts.readiness.isPlain()));
    if (!parts.readiness.isPlain()) {
      for (String name : images.kept()) {
        all.add(new RuntimeImage(name, name, "An image kept on this machine", "unknown"));
      }
    }
    return all;
  }

  @Override
  public Preparation prepare(RunSpec spec) {
    if (spec.image().equals(Machine.IMAGE) || isKnown(spec.id())) {
      return new Preparation.Ready();
    }
    if (parts.readiness.isPlain()) {
      return new Preparation.Failed(
          "FAILED_WITH_MESSAGE", "images need a sandbox, and none can be made on this machine");
    }
    return switch (images.prepare(
        spec.project(), ImageName.parse(spec.image()), () -> tell(spec.id()))) {
      case Standing.Ready(var root) -> new Preparation.Ready();
      case Standing.Underway(String code, String sentence) ->
          new Preparation.Underway(code, sentence);
      case Standing.Failed(String code, String sentence) -> new Preparation.Failed(code, sentence);
    };
  }

  @Override
  protected void check(RunSpec spec) {
    parts.planning.check(spec);
    parts.readiness.require();
  }

  /** Deletes the shared folders and the images that nobody has used for a long time. */
  @Override
  public void sweepCaches() {
    super.sweepCaches();
    List<RunFolder> folders = runFolders();
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
}
