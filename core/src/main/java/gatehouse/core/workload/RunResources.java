package gatehouse.core.workload;

import java.util.List;

/**
 * What one run may use.
 *
 * @param cpus whole CPUs, at least 1
 * @param memory bytes
 * @param gpus the UUIDs of the GPUs leased to it
 */
public record RunResources(int cpus, long memory, List<String> gpus) {
  public RunResources {
    gpus = List.copyOf(gpus);
  }
}
