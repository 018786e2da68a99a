package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Reach reach,
    Serving serving)
    implements WorkloadSpec {

  public AppSpec {
    command = List.copyOf(command);
    labels = WorkloadSpec.inOrder(labels);
    environment = WorkloadSpec.inOrder(environment);
    volumes = List.copyOf(volumes);
    // Kept before there was more than one replica.
    serving = Objects.requireNonNullElse(serving, Serving.USUAL);
  }

  /** One replica that is reached by HTTP alone. */
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
        Reach.NONE,
        Serving.USUAL);
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
        reach,
        serving);
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
        other,
        serving);
  }

  @Override
  public AppSpec withResources(RunResources other) {
    return new AppSpec(
        name,
        image,
        command,
        labels,
        environment,
        other,
        unsecureHttp,
        httpPort,
        volumes,
        reach,
        serving);
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
        reach,
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
        reach,
        serving);
  }

  /** Whether replicas of the one do as well for the other. */
  boolean runsAs(AppSpec other) {
    return image.equals(other.image)
        && command.equals(other.command)
        && environment.equals(other.environment)
        && resources.equals(other.resources)
        && httpPort == other.httpPort
        && reach.grpcPort() == other.reach.grpcPort()
        && Objects.equals(serving.readiness(), other.serving.readiness())
        && Objects.equals(serving.liveness(), other.serving.liveness());
  }
}
