package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A job.
 *
 * @param timeout how long it may run; zero for no limit
 * @param timeoutAutoRestart whether it is started again when that time is up
 */
public record JobSpec(
    String name,
    String image,
    List<String> command,
    Map<String, String> labels,
    Map<String, String> environment,
    RunResources resources,
    boolean unsecureHttp,
    int httpPort,
    Duration timeout,
    boolean timeoutAutoRestart,
    List<Volume> volumes,
    Reach reach)
    implements WorkloadSpec {

  /** How long a job may run where nobody says. */
  public static final Duration USUAL_TIMEOUT = Duration.ofDays(7);

  public JobSpec {
    command = List.copyOf(command);
    labels = WorkloadSpec.inOrder(labels);
    environment = WorkloadSpec.inOrder(environment);
    volumes = List.copyOf(volumes);
  }

  /** One that is reached by HTTP alone. */
  public JobSpec(
      String name,
      String image,
      List<String> command,
      Map<String, String> labels,
      Map<String, String> environment,
      RunResources resources,
      boolean unsecureHttp,
      int httpPort,
      Duration timeout,
      boolean timeoutAutoRestart,
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
        timeout,
        timeoutAutoRestart,
        volumes,
        Reach.NONE);
  }

  @Override
  public WorkloadKind kind() {
    return WorkloadKind.JOB;
  }

  @Override
  public JobSpec withLabels(Map<String, String> other) {
    return new JobSpec(
        name,
        image,
        command,
        other,
        environment,
        resources,
        unsecureHttp,
        httpPort,
        timeout,
        timeoutAutoRestart,
        volumes,
        reach);
  }

  @Override
  public JobSpec withReach(Reach other) {
    return new JobSpec(
        name,
        image,
        command,
        labels,
        environment,
        resources,
        unsecureHttp,
        httpPort,
        timeout,
        timeoutAutoRestart,
        volumes,
        other);
  }

  @Override
  public JobSpec withResources(RunResources other) {
    return new JobSpec(
        name,
        image,
        command,
        labels,
        environment,
        other,
        unsecureHttp,
        httpPort,
        timeout,
        timeoutAutoRestart,
        volumes,
        reach);
  }

  /** The same as one of several, with a name, a label and variables of its own. */
  JobSpec as(String other, Map<String, String> moreLabels, Map<String, String> moreVariables) {
    var all = new java.util.TreeMap<>(labels);
    all.putAll(moreLabels);
    var variables = new java.util.TreeMap<>(environment);
    variables.putAll(moreVariables);
    return new JobSpec(
        other,
        image,
        command,
        all,
        variables,
        resources,
        unsecureHttp,
        httpPort,
        timeout,
        timeoutAutoRestart,
        volumes,
        reach);
  }

  /** The same with another time limit. */
  public JobSpec withTimeout(Duration limit, boolean autoRestart) {
    return new JobSpec(
        name,
        image,
        command,
        labels,
        environment,
        resources,
        unsecureHttp,
        httpPort,
        limit,
        autoRestart,
        volumes,
        reach);
  }
}
