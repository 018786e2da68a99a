package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.util.List;
import java.util.Map;

/**
 * A notebook.
 *
 * @param framework what it computes with, as {@code host}
 * @param frameworkVersion which version of that
 * @param image what it runs in: that version's image
 * @param editor as {@code jupyterlab}
 * @param timeoutAutoRestart whether it is to start again where a time limit has stopped it
 */
public record NotebookSpec(
    String name,
    String framework,
    String frameworkVersion,
    String image,
    String editor,
    Map<String, String> labels,
    Map<String, String> environment,
    RunResources resources,
    boolean unsecureHttp,
    boolean timeoutAutoRestart,
    List<Volume> volumes,
    Reach reach)
    implements WorkloadSpec {

  public NotebookSpec {
    labels = WorkloadSpec.inOrder(labels);
    environment = WorkloadSpec.inOrder(environment);
    volumes = List.copyOf(volumes);
  }

  /** One that runs in the image its framework is named for, and is reached by HTTP alone. */
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
        framework,
        editor,
        labels,
        environment,
        resources,
        unsecureHttp,
        false,
        volumes,
        Reach.NONE);
  }

  @Override
  public WorkloadKind kind() {
    return WorkloadKind.NOTEBOOK;
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
    return with(name, frameworkVersion, image, other, resources, volumes, reach);
  }

  @Override
  public NotebookSpec withReach(Reach other) {
    return with(name, frameworkVersion, image, labels, resources, volumes, other);
  }

  /** The same by another name. */
  NotebookSpec named(String other) {
    return with(other, frameworkVersion, image, labels, resources, volumes, reach);
  }

  /** The same with another version of its framework, which is another image. */
  NotebookSpec withVersion(String version, String inImage) {
    return with(name, version, inImage, labels, resources, volumes, reach);
  }

  @Override
  public NotebookSpec withResources(RunResources other) {
    return with(name, frameworkVersion, image, labels, other, volumes, reach);
  }

  /** The same with other data. */
  NotebookSpec withVolumes(List<Volume> others) {
    return with(name, frameworkVersion, image, labels, resources, others, reach);
  }

  /** The same, open to everybody or not, and started again after a time limit or not. */
  NotebookSpec withSwitches(boolean open, boolean again) {
    return new NotebookSpec(
        name,
        framework,
        frameworkVersion,
        image,
        editor,
        labels,
        environment,
        resources,
        open,
        again,
        volumes,
        reach);
  }

  private NotebookSpec with(
      String called,
      String version,
      String inImage,
      Map<String, String> labelled,
      RunResources share,
      List<Volume> data,
      Reach reached) {
    return new NotebookSpec(
        called,
        framework,
        version,
        inImage,
        editor,
        labelled,
        environment,
        share,
        unsecureHttp,
        timeoutAutoRestart,
        data,
        reached);
  }
}
