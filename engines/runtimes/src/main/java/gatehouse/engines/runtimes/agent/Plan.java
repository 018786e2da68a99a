package gatehouse.engines.runtimes.agent;

import java.util.List;

/**
 * How one run is started.
 *
 * @param options of what makes the sandbox, in its own words; they name each path that is shown
 * @param agentOptions PID 1's
 * @param command what PID 1 starts
 * @param keeperOptions the keeper's
 */
public record Plan(
    List<String> options,
    List<String> agentOptions,
    List<String> command,
    List<String> keeperOptions) {
  public Plan {
    options = List.copyOf(options);
    agentOptions = List.copyOf(agentOptions);
    command = List.copyOf(command);
    keeperOptions = List.copyOf(keeperOptions);
  }
}
