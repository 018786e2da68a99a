package gatehouse.doors.wire.gatehouse;

import java.util.List;

/**
 * Hours of CPU that people used in a project.
 *
 * @param days so many days back, today included
 */
public record CpuHoursBody(int days, List<One> items) {

  /** What one of them used. */
  public record One(String owner, boolean isMine, double cpuHours) {}
}
