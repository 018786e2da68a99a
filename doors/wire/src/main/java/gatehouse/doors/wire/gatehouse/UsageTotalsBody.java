package gatehouse.doors.wire.gatehouse;

import java.util.List;

/**
 * What a project used, most first.
 *
 * @param by {@code user} or {@code label}
 * @param days so many days back, today included
 */
public record UsageTotalsBody(String by, int days, List<One> items) {

  /**
   * What one user or label used.
   *
   * @param cpuHours of CPUs that computed
   * @param gpuHours of GPUs that were set aside
   */
  public record One(String name, double cpuHours, double gpuHours) {}
}
