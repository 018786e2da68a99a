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
    Serving serving,
    Reach reach)
    implements WorkloadSpec {

  public AppSpec {
    command = List.copyOf(command);
    labels = WorkloadSpec.inOrder(labels);
    environment = WorkloadSpec.inOrder(environment);
    volumes = List.copyOf(volumes);
    // Kept before there was more than one replica.
    serving = java.util.Objects.requireNonNullElse(serving, Serving.USUAL);
  }

  /** An app of one replica that is reached by HTTP alone. */
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
        Serving.USUAL,
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
        serving,
        reach);
  }

  /** The same, served otherwise. */
  public AppSpec withServing(Serving other) {
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
        other,
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
        serving,
        other);
  }

  /** The same running something else. */
  public AppSpec withProgram(
      String otherImage, List<String> otherCommand, Map<String, String> variables, int port) {
    return new AppSpec(
        name,
        otherImage,
        otherCommand,
        labels,
        variables,
        resources,
        unsecureHttp,
        port,
        volumes,
        serving,
        reach);
  }

  /** Whether replicas of the one do as well for the other. */
  boolean runsAs(AppSpec other) {
    return image.equals(other.image)
        && command.equals(other.command)
        && environment.equals(other.environment)
        && resources.equals(other.resources)
        && httpPort == other.httpPort
        && reach.grpcPort() == other.reach.grpcPort()
        && java.util.Objects.equals(serving.readiness(), other.serving.readiness())
        && java.util.Objects.equals(serving.liveness(), other.serving.liveness());
  }
}
