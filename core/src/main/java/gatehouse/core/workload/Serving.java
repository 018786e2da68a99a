package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How an app serves.
 *
 * @param replicas how many at a time, 1–10
 * @param rollout how it changes
 * @param readiness when a replica gets requests; null for as soon as it listens
 * @param liveness when a replica is started again; null for only when it ends
 */
public record Serving(
    int replicas, RolloutLimits rollout, @Nullable Probe readiness, @Nullable Probe liveness) {
  /** The most replicas an app may have. */
  public static final int MOST = 10;

  /** One replica that gets requests as soon as it listens. */
  public static final Serving USUAL = new Serving(1, RolloutLimits.USUAL, null, null);

  /**
   * @throws Refused with {@link Invalid} for more replicas, or fewer, than an app can have
   */
  public Serving {
    if (replicas < 1 || replicas > MOST) {
      throw new Refused(new Invalid("scalingStrategy.fixed.replicas", "1 to " + MOST));
    }
  }

  /** The same with another number of replicas. */
  public Serving withReplicas(int other) {
    return new Serving(other, rollout, readiness, liveness);
  }
}
