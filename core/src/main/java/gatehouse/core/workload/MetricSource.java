package gatehouse.core.workload;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for the numbers by which apps scale. */
@FunctionalInterface
public interface MetricSource {
  /** Knows nothing. */
  MetricSource NONE = (metric, app, replica, answered) -> answered.accept(null);

  /**
   * Asks, and returns at once; {@code answered} is told, once, the number, or null where it was not
   * to be had in time.
   *
   * @param app whose metric it is: where it may be asked at is its project's policy
   * @param replica the port of one replica that is asked; null for a URL elsewhere
   */
  void ask(
      CustomMetric metric,
      WorkloadId app,
      @Nullable Upstream replica,
      Consumer<@Nullable Double> answered);
}
