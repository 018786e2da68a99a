package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import java.util.List;

/**
 * What a workload used.
 *
 * @param stepSeconds how far apart points are; a step in which it did not run has none
 * @param cpus how many it may use
 * @param memory bytes it may use
 * @param cpu CPUs kept busy: least, mean, most
 * @param memoryUsed bytes: least, mean, most
 * @param notMeasured what is not measured here
 */
public record UsageBody(
    String range,
    Instant from,
    Instant to,
    long stepSeconds,
    int cpus,
    long memory,
    Figures cpu,
    Figures memoryUsed,
    List<Point> points,
    List<String> notMeasured) {

  /** Least, mean and most; zero where there is no point. */
  public record Figures(double min, double avg, double max) {}

  /** One step. */
  public record Point(Instant at, double cpus, long memory, long memoryMax) {}
}
