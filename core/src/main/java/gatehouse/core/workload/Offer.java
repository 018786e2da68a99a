package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Catalogue.Choice;
import gatehouse.core.workload.Catalogue.Version;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import gatehouse.core.workload.WorkloadRuntime.RuntimeImage;
import gatehouse.core.workload.WorkloadWish.AppWish;
import gatehouse.core.workload.WorkloadWish.JobWish;
import gatehouse.core.workload.WorkloadWish.NotebookWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What this installation offers, and what a wish becomes here. */
public final class Offer {
  /** The flavor of one CPU with its share of the memory; named as in the model. */
  public static final String CPU_FLAVOR = "ai1-1-cpu";

  private static final long LEAST_MEMORY = 16L << 20;

  private final WorkloadRuntime runtime;
  private final Catalogue catalogue;

  /** Without frameworks that an administrator has named. */
  public Offer(WorkloadRuntime runtime) {
    this(runtime, FrameworkBook.NONE);
  }

  public Offer(WorkloadRuntime runtime, FrameworkBook frameworks) {
    this.runtime = runtime;
    this.catalogue = new Catalogue(runtime, frameworks);
  }

  /** What notebooks can be made of. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** What there is to share out. */
  public Inventory inventory() {
    return runtime.inventory();
  }

  /** The memory that comes with one CPU, bytes. */
  public long memoryPerCpu() {
    Inventory inventory = runtime.inventory();
    return inventory.memory() / Math.max(1, inventory.cpus());
  }

  /** The flavors' names, the usual one first. */
  public List<String> flavors() {
    var names = new ArrayList<String>(List.of(CPU_FLAVOR));
    names.addAll(new GpuFlavors(runtime.inventory()).names());
    return names;
  }

  /** The kinds of GPU there are. */
  public List<GpuKind> gpuKinds() {
    return new GpuFlavors(runtime.inventory())
        .all().stream()
            .map(
                kind ->
                    new GpuKind(
                        GpuWish.flavorOf(kind.one().model()),
                        kind.one(),
                        kind.max(),
                        kind.cpus(),
                        kind.memory()))
            .toList();
  }

  /** The flavor that some resources are of. */
  public static String flavorOf(RunResources resources) {
    GpuWish wish = resources.gpuWish();
    return wish == null ? CPU_FLAVOR : wish.flavor();
  }

  /**
   * A kind of GPU.
   *
   * @param flavor its name
   * @param one of them
   * @param max how many a workload may have
   * @param cpus that come with each
   * @param memory that comes with each, bytes
   */
  public record GpuKind(String flavor, Gpu one, int max, int cpus, long memory) {}

  /** The images that can be run. */
  public List<RuntimeImage> images() {
    return runtime.images();
  }

  /**
   * What a wish becomes.
   *
   * @param name to call it by where the wish has no name
   * @throws Refused with {@link Invalid} or {@link OverQuota} for what is not to be had here
   */
  public WorkloadSpec specOf(
      ProjectId project, WorkloadWish wish, Map<String, String> labels, String name) {
    var common = wish.common();
    String called = common.name() == null ? name : common.name();
    RunResources resources = resources(common.resources());
    return switch (wish) {
      case NotebookWish notebook -> {
        Choice framework = catalogue.framework(project, notebook.framework());
        Version version = Catalogue.version(framework, notebook.frameworkVersion());
        yield new NotebookSpec(
            called,
            framework.id(),
            version.version(),
            version.image(),
            Catalogue.editor(framework, notebook.editor()),
            labels,
            common.environment(),
            resources,
            common.unsecureHttp(),
            notebook.timeoutAutoRestart(),
            common.volumes(),
            Reach.NONE);
      }
      case JobWish job -> {
        requireImage(job.image(), job.command());
        yield new JobSpec(
            called,
            job.image(),
            job.command(),
            labels,
            common.environment(),
            resources,
            common.unsecureHttp(),
            job.httpPort(),
            job.timeout(),
            job.timeoutAutoRestart(),
            common.volumes());
      }
      case AppWish app -> {
        requireImage(app.image(), app.command());
        requireOne(resources, app.serving().replicas());
        AppEdits.requireRoom(resources, app.serving().replicas(), runtime.inventory());
        yield new AppSpec(
            called,
            app.image(),
            app.command(),
            labels,
            common.environment(),
            resources,
            common.unsecureHttp(),
            app.httpPort(),
            common.volumes(),
            Reach.NONE,
            app.serving());
      }
    };
  }

  /** A notebook with another version of its framework. */
  NotebookSpec inVersion(ProjectId project, NotebookSpec spec, String wished) {
    Version version = Catalogue.version(catalogue.framework(project, spec.framework()), wished);
    return spec.withVersion(version.version(), version.image());
  }

  /**
   * What each run gets.
   *
   * @throws Refused with {@link Invalid} or {@link OverQuota} for what is not to be had here
   */
  RunResources resources(WorkloadWish.Resources wish) {
    Inventory inventory = runtime.inventory();
    String flavor = wish.flavor() == null || wish.flavor().isBlank() ? null : wish.flavor();
    var kinds = new GpuFlavors(inventory);
    boolean ofGpu = kinds.knows(flavor);
    if (flavor != null && !ofGpu && !flavor.equals(CPU_FLAVOR)) {
      throw Catalogue.unknown("resources.flavor", flavors(), flavor);
    }
    int gpus = wish.gpu() == null ? 0 : wish.gpu();
    if (gpus < 0) {
      throw new Refused(new Invalid("resources.gpu", "0 or more"));
    }
    if (gpus > 0 && flavor != null && !ofGpu) {
      throw new Refused(
          new Invalid("resources.flavor", "one with GPUs, or none: " + kinds.names()));
    }
    if (gpus > 0 || ofGpu) {
      // Where both are given the number of GPUs counts, as in the model.
      return kinds.resources(Math.max(1, gpus), flavor);
    }
    // Clients send a zero for what they do not ask for.
    int cpus = wish.cpu() == null || wish.cpu() == 0 ? 1 : wish.cpu();
    if (cpus < 0) {
      throw new Refused(new Invalid("resources.cpu", "1 or more; 0 leaves it open, which is 1"));
    }
    if (cpus > inventory.cpus()) {
      throw overQuota(Admission.cpus(cpus), Admission.cpus(inventory.cpus()));
    }
    Long wished = wish.memory();
    long memory = wished == null || wished == 0 ? cpus * memoryPerCpu() : wished;
    if (memory < LEAST_MEMORY) {
      throw new Refused(new Invalid("resources.memory", LEAST_MEMORY + " bytes or more"));
    }
    if (memory > inventory.memory()) {
      throw overQuota(Admission.memory(memory), Admission.memory(inventory.memory()));
    }
    return new RunResources(cpus, memory, List.of());
  }

  /** GPUs are leased to the workload, so several replicas would get in each other's way. */
  static void requireOne(RunResources resources, int replicas) {
    if (resources.gpuWish() != null && replicas > 1) {
      throw new Refused(
          new Invalid("scalingStrategy", "one replica: an app with GPUs has them for itself"));
    }
  }

  private void requireImage(String id, List<String> command) {
    if (!id.equals(Catalogue.HOST)) {
      var _ = ImageName.parse(id);
    }
    if (id.equals(Catalogue.HOST) && (command.isEmpty() || command.getFirst().isBlank())) {
      throw new Refused(
          new Invalid("command", "a program to run: the image host has none of its own"));
    }
  }

  private static Refused overQuota(String asked, String had) {
    return new Refused(
        new OverQuota("This asks for " + asked + "; there are " + had + " here in all."));
  }
}
