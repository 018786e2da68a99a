package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How an app goes from one version to the next.
 *
 * @param maxSurge how many replicas there may be beside those wanted: a number, or a share such as
 *     {@code 25%}, rounded up
 * @param maxUnavailable how many of those wanted may be missing: the same, rounded down
 * @param progressDeadlineSeconds how long a step forward may take before it is given up
 * @param terminationGracePeriodSeconds how long a replica may take over the requests it has, and to
 *     end after that
 */
public record RolloutLimits(
    String maxSurge,
    String maxUnavailable,
    int progressDeadlineSeconds,
    int terminationGracePeriodSeconds) {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{1,3}%?");

  /** What the model does where nothing is said. */
  public static final RolloutLimits USUAL = new RolloutLimits("25%", "25%", 600, 30);

  /**
   * @throws Refused with {@link Invalid} for what is no number, or would change nothing
   */
  public RolloutLimits {
    requireShape("maxSurge", maxSurge);
    requireShape("maxUnavailable", maxUnavailable);
    require("progressDeadlineSeconds", progressDeadlineSeconds, 1, 86_400);
    require("terminationGracePeriodSeconds", terminationGracePeriodSeconds, 0, 3_600);
  }

  /** How many more than {@code wanted} there may be; at least one where none may be missing. */
  public int surge(int wanted) {
    int most = share(maxSurge, wanted, true);
    return most == 0 && share(maxUnavailable, wanted, false) == 0 ? 1 : most;
  }

  /** How many of {@code wanted} may be missing. */
  public int unavailable(int wanted) {
    return Math.min(wanted, share(maxUnavailable, wanted, false));
  }

  Duration deadline() {
    return Duration.ofSeconds(progressDeadlineSeconds);
  }

  Duration grace() {
    return Duration.ofSeconds(terminationGracePeriodSeconds);
  }

  private static int share(String text, int wanted, boolean up) {
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    int percent = Integer.parseInt(text.substring(0, text.length() - 1));
    return (wanted * percent + (up ? 99 : 0)) / 100;
  }

  private static void requireShape(String field, String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new Refused(
          new Invalid("deploymentStrategy." + field, "a number, or a share such as 25%"));
    }
  }

  private static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Refused(new Invalid("deploymentStrategy." + field, least + " to " + most));
    }
  }
}
