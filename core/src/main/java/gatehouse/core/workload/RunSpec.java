package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.volume.Volume;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime needs to start one run.
 *
 * @param image {@code host}, which is this machine's own files, or the name of an image
 * @param command the program and its arguments; empty for a notebook, whose editor is the program,
 *     and where the image's own is meant
 * @param environment given to the program; the runtime adds {@code HOME}, {@code PATH} and {@code
 *     LANG}
 * @param editor the notebook's editor, or null for jobs and apps
 * @param httpPort the port the program serves on inside, 1–65535
 * @param resources what it may use
 * @param volumes the data it sees; their folders are those of {@link WorkloadRuntime#volume}
 */
public record RunSpec(
    RunId id,
    ProjectId project,
    WorkloadKind kind,
    String image,
    List<String> command,
    Map<String, String> environment,
    @Nullable String editor,
    int httpPort,
    RunResources resources,
    List<Volume> volumes) {

  public RunSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    volumes = List.copyOf(volumes);
  }

  /** What the present run of a workload needs. */
  static RunSpec of(Workload workload) {
    WorkloadSpec spec = workload.spec();
    return new RunSpec(
        workload.run(),
        workload.project(),
        spec.kind(),
        spec.image(),
        spec.command(),
        spec.environment(),
        spec instanceof NotebookSpec notebook ? notebook.editor() : null,
        spec.httpPort(),
        spec.resources(),
        spec.volumes());
  }

  /** What a replica of an app needs. */
  static RunSpec of(Workload workload, AppSpec spec, Replica replica) {
    return new RunSpec(
        workload.run(replica.number()),
        workload.project(),
        spec.kind(),
        spec.image(),
        spec.command(),
        spec.environment(),
        null,
        spec.httpPort(),
        // An earlier spec of the app does not know what is leased to it now.
        spec.resources().withGpus(workload.spec().resources().gpus()),
        spec.volumes());
  }

  /** A run without volumes. */
  public RunSpec(
      RunId id,
      ProjectId project,
      WorkloadKind kind,
      String image,
      List<String> command,
      Map<String, String> environment,
      @Nullable String editor,
      int httpPort,
      RunResources resources) {
    this(id, project, kind, image, command, environment, editor, httpPort, resources, List.of());
  }
}
