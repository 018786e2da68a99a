package gatehouse.core.workload;

/**
 * What a run uses of the GPUs that it has.
 *
 * @param busy how many are kept busy
 * @param memory bytes of theirs that are in use
 */
public record GpuUse(double busy, long memory) {
  public static final GpuUse NONE = new GpuUse(0, 0);

  /** Both together. */
  public GpuUse and(GpuUse other) {
    return new GpuUse(busy + other.busy, memory + other.memory);
  }
}
