package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What workloads used, in steps that grow coarser with age. Every call throws {@link
 * gatehouse.core.refusal.Refused} with {@code Unavailable} when the store does not answer.
 */
public interface UsageStore {

  /** Adds what was measured to every step, and to what makers used in all. */
  void add(List<Measure> measures);

  /** What a workload used in a range that ends now, oldest first. */
  List<Point> read(WorkloadId id, UsageRange range, Instant now);

  /** Seconds of CPU that makers used in a project since a moment, by the day it lies in (UTC). */
  Map<Subject, Double> cpuSeconds(ProjectId project, Instant from);

  /**
   * What was used in a project since a moment, by the day it lies in (UTC): by makers, as {@code
   * user:42}, or by labels, as {@code team=red}.
   */
  Map<String, Used> used(ProjectId project, By by, Instant from);

  /** By what usage is summed up. */
  enum By {
    USER,
    LABEL
  }

  /**
   * What was used in all.
   *
   * @param cpuSeconds of CPUs that computed
   * @param gpuSeconds of GPUs that were set aside
   */
  record Used(double cpuSeconds, double gpuSeconds) {
    /** Both together. */
    public Used and(Used other) {
      return new Used(cpuSeconds + other.cpuSeconds, gpuSeconds + other.gpuSeconds);
    }
  }

  /** Drops what is older than its step is kept. */
  void dropOld(Instant now);

  /**
   * What one workload used between two looks.
   *
   * @param memory bytes at the end
   * @param network what it moved
   * @param gpus at the end
   */
  record Measure(
      WorkloadId workload,
      Instant from,
      Instant to,
      double cpuSeconds,
      long memory,
      NetworkBytes network,
      GpuUse gpus) {
    /** One of CPU and memory alone. */
    public Measure(WorkloadId workload, Instant from, Instant to, double cpuSeconds, long memory) {
      this(workload, from, to, cpuSeconds, memory, NetworkBytes.NONE, GpuUse.NONE);
    }

    /** Two of one time together. */
    Measure and(Measure other) {
      return new Measure(
          workload,
          from,
          to,
          cpuSeconds + other.cpuSeconds,
          memory + other.memory,
          network.and(other.network),
          gpus.and(other.gpus));
    }
  }

  /**
   * What a workload used in one step.
   *
   * @param at when the step begins
   * @param cpus how many CPUs it kept busy on average
   * @param memory bytes on average
   * @param memoryMax bytes at most
   * @param received bytes per second, on average
   * @param sent bytes per second, on average
   * @param gpus how many GPUs it kept busy on average
   * @param gpuMemory bytes of GPUs on average
   * @param gpuMemoryMax bytes of GPUs at most
   */
  record Point(
      Instant at,
      double cpus,
      double memory,
      long memoryMax,
      double received,
      double sent,
      double gpus,
      double gpuMemory,
      long gpuMemoryMax) {}
}
