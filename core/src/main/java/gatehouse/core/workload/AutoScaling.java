package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How an app decides by itself how many replicas it has.
 *
 * @param min how many there are at least, 0–10; at 0 it sleeps while nobody asks for it
 * @param max how many there are at most, 1–10
 * @param resource what is looked at; null for the metric alone
 * @param usage how much of the resource its replicas are to use on average, 1–100 %
 * @param metric a number of the app's own that is looked at, or null
 * @param scaleUpSeconds so long more must have been called for before there are more, 0–3600
 * @param scaleDownSeconds so long fewer must have been enough before there are fewer, 0–3600
 * @param cooldownSeconds so much longer before the last one goes, 0–3600
 */
public record AutoScaling(
    int min,
    int max,
    @Nullable Measured resource,
    int usage,
    @Nullable CustomMetric metric,
    int scaleUpSeconds,
    int scaleDownSeconds,
    int cooldownSeconds) {
  /** Aimed at where nothing is said. */
  public static final int USUAL_USAGE = 75;

  /** The usual seconds before there are more. */
  public static final int USUAL_UP = 0;

  /** The usual seconds before there are fewer, and before the last one goes. */
  public static final int USUAL_DOWN = 300;

  private static final int LONGEST = 3600;
  private static final String FIELD = "scalingStrategy.automatic.";

  /** What of its resources is looked at. */
  public enum Measured {
    CPU,
    RAM
  }

  /**
   * @throws Refused with {@link Invalid} for what is out of its range, and where nothing is looked
   *     at
   */
  public AutoScaling {
    require(max >= 1 && max <= Serving.MOST, "replicasMax", "1 to " + Serving.MOST);
    require(min >= 0 && min <= max, "replicasMin", "0 to replicasMax");
    require(usage >= 1 && usage <= 100, "averageUsageTarget", "1 to 100, in percent");
    require(
        resource != null || metric != null,
        "resourceType",
        "CPU or RAM, unless there are customMetrics");
    requireTime(scaleUpSeconds, "scaleUpStabilizationWindowSeconds");
    requireTime(scaleDownSeconds, "scaleDownStabilizationWindowSeconds");
    requireTime(cooldownSeconds, "cooldownPeriodSeconds");
  }

  private static void requireTime(int seconds, String field) {
    require(seconds >= 0 && seconds <= LONGEST, field, "0 to " + LONGEST + " seconds");
  }

  private static void require(boolean so, String field, String rule) {
    if (!so) {
      throw new Refused(new Invalid(FIELD + field, rule));
    }
  }
}
