package gatehouse.core.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run may use.
 *
 * @param cpus whole CPUs, at least 1
 * @param memory bytes
 * @param gpus the UUIDs of the GPUs leased to it: none before it is admitted, nor after its end
 * @param workspace bytes its workload may keep in {@code /workspace}; 0 for the runtime's own limit
 * @param gpuWish the GPUs it asked for, or null for none
 */
public record RunResources(
    int cpus, long memory, List<String> gpus, long workspace, @Nullable GpuWish gpuWish) {
  public RunResources {
    gpus = List.copyOf(gpus);
  }

  /** Without having asked for GPUs. */
  public RunResources(int cpus, long memory, List<String> gpus, long workspace) {
    this(cpus, memory, gpus, workspace, null);
  }

  /** With the runtime's own limit of the workspace. */
  public RunResources(int cpus, long memory, List<String> gpus) {
    this(cpus, memory, gpus, 0);
  }

  /** How many GPUs it asked for. */
  public int gpuCount() {
    return gpuWish == null ? gpus.size() : gpuWish.count();
  }

  /** With other GPUs leased to it. */
  public RunResources withGpus(List<String> leased) {
    return new RunResources(cpus, memory, leased, workspace, gpuWish);
  }
}
