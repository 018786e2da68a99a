package gatehouse.core.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many replicas an app is to have. What was advised lately is remembered, so that a
 * moment does not move it: more only where all advice of the time for more was higher, fewer only
 * where all advice of the time for fewer was lower. Looks at nothing but what it is given.
 */
final class ScaleDecision {
  /** So long without a request at least before the last one goes: nodes note theirs in turns. */
  static final Duration LEAST_IDLE = Duration.ofSeconds(5);

  /** So near the aim nothing is changed. */
  private static final double NEAR = 0.1;

  private ScaleDecision() {}

  /**
   * What is known of an app at a moment.
   *
   * @param wanted how many there are to be until now
   * @param ready how many get requests
   * @param usage of the resource that is looked at, percent on average; null where not known
   * @param metric the app's own number; null where not known
   * @param requestedAt when somebody last asked for it, as far as is known
   */
  record Look(
      Instant at,
      int wanted,
      int ready,
      @Nullable Double usage,
      @Nullable Double metric,
      @Nullable Instant requestedAt) {}

  /** What would have been right at a moment. */
  record Advice(Instant at, int replicas) {}

  /**
   * What is kept from one look to the next.
   *
   * @param activeAt when it last had something to do
   */
  record Memory(List<Advice> advices, Instant activeAt) {
    Memory {
      advices = List.copyOf(advices);
    }

    /** Of an app that is looked at for the first time: what it has is right so far. */
    static Memory begin(int wanted, Instant at) {
      return new Memory(List.of(new Advice(at, wanted)), at);
    }
  }

  /**
   * What comes of a look.
   *
   * @param why in words, where it is another number
   */
  record Verdict(int wanted, String why, Memory memory) {}

  static Verdict decide(AutoScaling how, Memory before, Look look) {
    if (look.wanted == 0) {
      boolean called = look.metric != null && look.metric > 0;
      int wanted = called ? 1 : how.min();
      return new Verdict(wanted, "its metric is above 0", Memory.begin(wanted, look.at));
    }
    int advice = Math.clamp(advised(how, look), Math.max(1, how.min()), how.max());
    var advices = new ArrayList<>(before.advices);
    advices.add(new Advice(look.at, advice));
    int longest = Math.max(how.scaleUpSeconds(), how.scaleDownSeconds());
    advices.removeIf(old -> old.at.isBefore(look.at.minusSeconds(longest)));
    int wanted = look.wanted;
    wanted = Math.max(wanted, within(advices, look.at, how.scaleUpSeconds(), Math::min));
    wanted = Math.min(wanted, within(advices, look.at, how.scaleDownSeconds(), Math::max));
    var memory = new Memory(advices, activeAt(how, before, look));
    Duration idle = Duration.ofSeconds((long) how.scaleDownSeconds() + how.cooldownSeconds());
    Duration needed = idle.compareTo(LEAST_IDLE) < 0 ? LEAST_IDLE : idle;
    if (how.min() == 0 && wanted == 1 && !memory.activeAt.plus(needed).isAfter(look.at)) {
      String why = "nothing was asked of it for " + needed.toSeconds() + " s";
      return new Verdict(0, why, memory);
    }
    return new Verdict(wanted, inWords(how, look), memory);
  }

  private static int within(
      List<Advice> advices, Instant now, int seconds, IntBinaryOperator chosen) {
    Instant from = now.minusSeconds(seconds);
    return advices.stream()
        .filter(one -> !one.at.isBefore(from))
        .mapToInt(Advice::replicas)
        .reduce(chosen)
        .orElseThrow();
  }

  /** As long as it is still on its way to serve, it is not idle. */
  private static Instant activeAt(AutoScaling how, Memory before, Look look) {
    boolean computes =
        how.resource() == AutoScaling.Measured.CPU
            && look.usage != null
            && look.usage >= how.usage();
    boolean called = look.metric != null && look.metric > 0;
    if (look.ready == 0 || computes || called) {
      return look.at;
    }
    Instant asked = look.requestedAt;
    return asked != null && asked.isAfter(before.activeAt) ? asked : before.activeAt;
  }

  private static int advised(AutoScaling how, Look look) {
    if (look.ready == 0) {
      return look.wanted;
    }
    Double usage = how.resource() == null ? null : look.usage;
    Double metric = how.metric() == null ? null : look.metric;
    if ((how.resource() != null && usage == null && metric == null)
        || (how.resource() == null && metric == null)) {
      return look.wanted;
    }
    int byUsage = usage == null ? 0 : byUsage(look.ready, usage / how.usage());
    int byMetric =
        metric == null || how.metric() == null
            ? 0
            : byMetric(look.ready, metric / how.metric().target());
    return Math.max(byUsage, byMetric);
  }

  private static int byUsage(int ready, double ratio) {
    return Math.abs(ratio - 1) <= NEAR ? ready : times(ready, ratio);
  }

  /** At its target already there are to be more. */
  private static int byMetric(int ready, double ratio) {
    int proportional = times(ready, Math.max(0, ratio));
    return ratio >= 1 ? Math.max(ready + 1, proportional) : proportional;
  }

  private static int times(int ready, double ratio) {
    // A hair of a rounding error would be one replica more.
    return (int) Math.min(1_000, Math.ceil(ready * ratio - 1e-9));
  }

  private static String inWords(AutoScaling how, Look look) {
    CustomMetric metric = how.metric();
    if (metric != null && look.metric != null) {
      return String.format(
          Locale.ROOT,
          "its metric is %s, the target %s",
          number(look.metric),
          number(metric.target()));
    }
    return look.usage == null
        ? "within its limits"
        : String.format(
            Locale.ROOT,
            "its replicas use %.0f %% of %s on average, %d %% are aimed at",
            look.usage,
            how.resource(),
            how.usage());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
