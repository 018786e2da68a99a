package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How an app serves.
 *
 * @param replicas how many at a time, 1–10; where that is decided by itself, how many at first
 * @param scaling how it is decided how many; null for as many as are asked for
 * @param rollout how it changes
 * @param readiness when a replica gets requests; null for as soon as it listens
 * @param liveness when a replica is started again; null for only when it ends
 */
public record Serving(
    int replicas,
    @Nullable AutoScaling scaling,
    RolloutLimits rollout,
    @Nullable Probe readiness,
    @Nullable Probe liveness) {
  /** The most replicas an app may have. */
  public static final int MOST = 10;

  /** One replica that gets requests as soon as it listens. */
  public static final Serving USUAL = new Serving(1, null, RolloutLimits.USUAL, null, null);

  /**
   * @throws Refused with {@link Invalid} for more replicas, or fewer, than an app can have
   */
  public Serving {
    if (scaling != null) {
      replicas = Math.max(1, scaling.min());
    }
    if (replicas < 1 || replicas > MOST) {
      throw new Refused(new Invalid("scalingStrategy.fixed.replicas", "1 to " + MOST));
    }
  }

  /** The same with a fixed number of replicas. */
  public Serving withReplicas(int other) {
    return new Serving(other, null, rollout, readiness, liveness);
  }

  /** The same, where it is decided by itself how many replicas there are. */
  public Serving with(AutoScaling how) {
    return new Serving(replicas, how, rollout, readiness, liveness);
  }

  /** The same with as many replicas as another. */
  Serving scaledAs(Serving other) {
    return new Serving(other.replicas, other.scaling, rollout, readiness, liveness);
  }
}
