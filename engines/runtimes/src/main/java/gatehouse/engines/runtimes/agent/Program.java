package gatehouse.engines.runtimes.agent;

import gatehouse.core.image.ImageRoot;
import gatehouse.core.workload.RunSpec;
import java.util.List;
import java.util.Map;

/**
 * What PID 1 starts.
 *
 * @param routes PID 1's options that lead a port to a socket inside
 * @param environment beside the run's own
 */
public record Program(List<String> command, List<String> routes, Map<String, String> environment) {
  public Program {
    command = List.copyOf(command);
    routes = List.copyOf(routes);
    environment = Map.copyOf(environment);
  }

  /** The run's own command. */
  public static Program of(RunSpec spec) {
    return new Program(spec.command(), List.of(), Map.of());
  }

  /** The run's own command, or else the image's. */
  public static Program of(RunSpec spec, ImageRoot image) {
    return spec.command().isEmpty() ? new Program(image.program(), List.of(), Map.of()) : of(spec);
  }
}
