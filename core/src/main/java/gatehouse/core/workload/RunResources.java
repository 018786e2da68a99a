package gatehouse.core.workload;

import java.util.List;

/**
 * What one run may use.
 *
 * @param cpus whole CPUs, at least 1
 * @param memory bytes
 * @param gpus the UUIDs of the GPUs leased to it
 * @param workspace bytes its workload may keep in {@code /workspace}; 0 for the runtime's own limit
 */
public record RunResources(int cpus, long memory, List<String> gpus, long workspace) {
  public RunResources {
    gpus = List.copyOf(gpus);
  }

  /** With the runtime's own limit of the workspace. */
  public RunResources(int cpus, long memory, List<String> gpus) {
    this(cpus, memory, gpus, 0);
  }
}
