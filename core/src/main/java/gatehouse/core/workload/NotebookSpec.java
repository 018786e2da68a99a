package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.util.List;
import java.util.Map;

/**
 * A notebook.
 *
 * @param framework the image it runs in, as {@code host}
 * @param frameworkVersion the image's version when it was made
 * @param editor as {@code jupyterlab}
 */
public record NotebookSpec(
    String name,
    String framework,
    String frameworkVersion,
    String editor,
    Map<String, String> labels,
    Map<String, String> environment,
    RunResources resources,
    boolean unsecureHttp,
    List<Volume> volumes,
    Reach reach)
    implements WorkloadSpec {

  public NotebookSpec {
    labels = WorkloadSpec.inOrder(labels);
    environment = WorkloadSpec.inOrder(environment);
    volumes = List.copyOf(volumes);
  }

  /** One that is reached by HTTP alone. */
  public NotebookSpec(
      String name,
      String framework,
      String frameworkVersion,
      String editor,
      Map<String, String> labels,
      Map<String, String> environment,
      RunResources resources,
      boolean unsecureHttp,
      List<Volume> volumes) {
    this(
        name,
        framework,
        frameworkVersion,
        editor,
        labels,
        environment,
        resources,
        unsecureHttp,
        volumes,
        Reach.NONE);
  }

  @Override
  public WorkloadKind kind() {
    return WorkloadKind.NOTEBOOK;
  }

  @Override
  public String image() {
    return framework;
  }

  @Override
  public List<String> command() {
    return List.of();
  }

  @Override
  public int httpPort() {
    return USUAL_PORT;
  }

  @Override
  public NotebookSpec withLabels(Map<String, String> other) {
    return new NotebookSpec(
        name,
        framework,
        frameworkVersion,
        editor,
        other,
        environment,
        resources,
        unsecureHttp,
        volumes,
        reach);
  }

  @Override
  public NotebookSpec withReach(Reach other) {
    return new NotebookSpec(
        name,
        framework,
        frameworkVersion,
        editor,
        labels,
        environment,
        resources,
        unsecureHttp,
        volumes,
        other);
  }

  @Override
  public NotebookSpec withResources(RunResources other) {
    return new NotebookSpec(
        name,
        framework,
        frameworkVersion,
        editor,
        labels,
        environment,
        other,
        unsecureHttp,
        volumes,
        reach);
  }
}
