package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.AutoScaling;
import gatehouse.core.workload.CustomMetric;
import gatehouse.core.workload.Serving;
import gatehouse.doors.wire.ai.AutomaticScaling;
import gatehouse.doors.wire.ai.CustomMetrics;
import gatehouse.doors.wire.ai.FixedScaling;
import gatehouse.doors.wire.ai.ScalingStrategy;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and says how it is decided how many replicas an app has. */
public final class ScalingReader {
  private static final String FIELD = "scalingStrategy";
  private static final String METRICS = FIELD + ".automatic.customMetrics.";

  private ScalingReader() {}

  /** What a strategy makes of how an app serves; nothing where it says nothing. */
  static Serving applied(Serving before, @Nullable ScalingStrategy wish) {
    if (wish == null) {
      return before;
    }
    FixedScaling fixed = wish.fixed();
    AutomaticScaling automatic = wish.automatic();
    if (automatic != null) {
      if (fixed != null) {
        throw new Refused(new Invalid(FIELD, "fixed or automatic, not both"));
      }
      return before.with(automatic(automatic));
    }
    return fixed == null || fixed.replicas() == null
        ? before
        : before.withReplicas(fixed.replicas());
  }

  /** The same of a strategy that has to say something. */
  static Serving required(Serving before, ScalingStrategy wish) {
    FixedScaling fixed = wish.fixed();
    if (wish.automatic() == null && (fixed == null || fixed.replicas() == null)) {
      throw new Refused(
          new Invalid(FIELD, "fixed with its replicas, or automatic with its replicasMax"));
    }
    return applied(before, wish);
  }

  private static AutoScaling automatic(AutomaticScaling wish) {
    CustomMetrics metrics = wish.customMetrics();
    String resource = wish.resourceType();
    if (resource == null && metrics == null && wish.averageUsageTarget() != null) {
      resource = AutoScaling.Measured.CPU.name();
    }
    return new AutoScaling(
        or(wish.replicasMin(), 1),
        or(wish.replicasMax(), 0),
        resource == null
            ? null
            : word(AutoScaling.Measured.class, resource, FIELD + ".automatic.resourceType"),
        or(wish.averageUsageTarget(), AutoScaling.USUAL_USAGE),
        metrics == null ? null : metric(metrics),
        or(wish.scaleUpStabilizationWindowSeconds(), AutoScaling.USUAL_UP),
        or(wish.scaleDownStabilizationWindowSeconds(), AutoScaling.USUAL_DOWN),
        or(wish.cooldownPeriodSeconds(), AutoScaling.USUAL_DOWN));
  }

  private static CustomMetric metric(CustomMetrics wish) {
    String format = wish.format() == null ? CustomMetric.Format.JSON.name() : wish.format();
    String aggregation =
        wish.aggregationType() == null
            ? CustomMetric.Aggregation.AVERAGE.name()
            : wish.aggregationType();
    return new CustomMetric(
        wish.apiUrl() == null ? "" : wish.apiUrl(),
        word(CustomMetric.Format.class, format, METRICS + "format"),
        wish.valueLocation() == null ? "" : wish.valueLocation(),
        wish.targetValue() == null ? 0 : wish.targetValue(),
        word(CustomMetric.Aggregation.class, aggregation, METRICS + "aggregationType"));
  }

  private static <T extends Enum<T>> T word(Class<T> of, String text, String field) {
    try {
      return Enum.valueOf(of, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String known =
          Arrays.stream(of.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
      throw new Refused(new Invalid(field, "one of " + known));
    }
  }

  /** How it is decided, as it is told to those who ask. */
  public static ScalingStrategy answer(Serving serving) {
    AutoScaling how = serving.scaling();
    if (how == null) {
      return new ScalingStrategy(new FixedScaling(serving.replicas()), null);
    }
    AutoScaling.Measured resource = how.resource();
    CustomMetric metric = how.metric();
    return new ScalingStrategy(
        null,
        new AutomaticScaling(
            how.min(),
            how.max(),
            resource == null ? null : resource.name(),
            resource == null ? null : how.usage(),
            metric == null
                ? null
                : new CustomMetrics(
                    metric.apiUrl(),
                    metric.format().name(),
                    metric.location(),
                    metric.target(),
                    metric.aggregation().name()),
            how.scaleUpSeconds(),
            how.scaleDownSeconds(),
            how.cooldownSeconds()));
  }

  private static int or(@Nullable Integer wish, int usual) {
    return wish == null ? usual : wish;
  }
}
