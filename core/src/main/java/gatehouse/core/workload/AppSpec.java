package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.util.List;
import java.util.Map;

/** An app: a program that serves until it is stopped. */
public record AppSpec(
    String name,
    String image,
    List<String> command,
    Map<String, String> labels,
    Map<String, String> environment,
    RunResources resources,
    boolean unsecureHttp,
    int httpPort,
    List<Volume> volumes,
    Reach reach)
    implements WorkloadSpec {

  public AppSpec {
    command = List.copyOf(command);
    labels = WorkloadSpec.inOrder(labels);
    environment = WorkloadSpec.inOrder(environment);
    volumes = List.copyOf(volumes);
  }

  /** One that is reached by HTTP alone. */
  public AppSpec(
      String name,
      String image,
      List<String> command,
      Map<String, String> labels,
      Map<String, String> environment,
      RunResources resources,
      boolean unsecureHttp,
      int httpPort,
      List<Volume> volumes) {
    this(
        name,
        image,
        command,
        labels,
        environment,
        resources,
        unsecureHttp,
        httpPort,
        volumes,
        Reach.NONE);
  }

  @Override
  public WorkloadKind kind() {
    return WorkloadKind.APP;
  }

  @Override
  public AppSpec withLabels(Map<String, String> other) {
    return new AppSpec(
        name,
        image,
        command,
        other,
        environment,
        resources,
        unsecureHttp,
        httpPort,
        volumes,
        reach);
  }

  @Override
  public AppSpec withReach(Reach other) {
    return new AppSpec(
        name,
        image,
        command,
        labels,
        environment,
        resources,
        unsecureHttp,
        httpPort,
        volumes,
        other);
  }
}
