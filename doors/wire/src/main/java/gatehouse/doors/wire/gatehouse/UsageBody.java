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
 * @param gpus how many it has
 * @param gpu GPUs kept busy: least, mean, most
 * @param gpuMemoryUsed bytes on them: least, mean, most
 * @param received bytes per second that came to it through its address and its way out: least,
 *     mean, most
 * @param sent bytes per second that came from it: least, mean, most
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
    int gpus,
    Figures gpu,
    Figures gpuMemoryUsed,
    Figures received,
    Figures sent,
    List<Point> points,
    List<String> notMeasured) {

  /** Least, mean and most; zero where there is no point. */
  public record Figures(double min, double avg, double max) {}

  /**
   * One step.
   *
   * @param received bytes per second
   * @param sent bytes per second
   */
  public record Point(
      Instant at,
      double cpus,
      long memory,
      long memoryMax,
      double gpus,
      long gpuMemory,
      double received,
      double sent) {}
}
