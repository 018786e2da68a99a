package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How much may be used at a time; null is no limit.
 *
 * @param memory bytes
 * @param running workloads
 */
public record Quota(
    @Nullable Integer cpus,
    @Nullable Integer gpus,
    @Nullable Long memory,
    @Nullable Integer running) {
  /** No limit at all. */
  public static final Quota NONE = new Quota(null, null, null, null);

  public Quota {
    requireNotNegative("cpus", cpus);
    requireNotNegative("gpus", gpus);
    requireNotNegative("memory", memory);
    requireNotNegative("running", running);
  }

  /**
   * What is set aside for somebody.
   *
   * @param memory bytes
   * @param running workloads
   */
  public record Use(int cpus, int gpus, long memory, int running) {
    /** Nothing. */
    public static final Use NOTHING = new Use(0, 0, 0, 0);

    /** With one more workload. */
    public Use and(RunResources more) {
      return new Use(
          cpus + more.cpus(), gpus + more.gpuCount(), memory + more.memory(), running + 1);
    }

    /** Both together. */
    public Use and(Use other) {
      return new Use(
          cpus + other.cpus, gpus + other.gpus, memory + other.memory, running + other.running);
    }
  }

  /** The first limit that a use would pass, in words; null where it passes none. */
  @Nullable String passedBy(Use use) {
    if (cpus != null && use.cpus > cpus) {
      return Admission.cpus(cpus);
    }
    if (gpus != null && use.gpus > gpus) {
      return gpus == 1 ? "1 GPU" : gpus + " GPUs";
    }
    if (memory != null && use.memory > memory) {
      return Admission.memory(memory);
    }
    if (running != null && use.running > running) {
      return running == 1 ? "1 workload at a time" : running + " workloads at a time";
    }
    return null;
  }

  private static void requireNotNegative(String field, @Nullable Number value) {
    if (value != null && value.longValue() < 0) {
      throw new Refused(new Invalid(field, "0 or more, or null for no limit"));
    }
  }
}
