package gatehouse.core.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that an app's metric had when it was last asked for. Answers come on other threads;
 * one that came later than the next question says nothing.
 */
final class MetricReadings {
  private final MetricSource source;
  private final Map<RunId, Double> answers = new HashMap<>();
  private int question;

  MetricReadings(MetricSource source) {
    this.source = source;
  }

  /** What the answers to the last question come to; null where there are none. */
  synchronized @Nullable Double value(CustomMetric metric) {
    List<Double> all = new ArrayList<>(answers.values());
    var numbers = all.stream().mapToDouble(Double::doubleValue);
    if (all.isEmpty()) {
      return null;
    }
    return switch (metric.aggregation()) {
      case AVERAGE -> numbers.average().orElseThrow();
      case MIN -> numbers.min().orElseThrow();
      case MAX -> numbers.max().orElseThrow();
      case SUM -> numbers.sum();
    };
  }

  /**
   * Asks anew.
   *
   * @param places where the replicas are reached; of a metric from elsewhere, one with null
   */
  void ask(CustomMetric metric, Map<RunId, @Nullable Upstream> places) {
    int mine;
    synchronized (this) {
      answers.clear();
      mine = ++question;
    }
    places.forEach(
        (run, place) ->
            source.ask(metric, run.workload(), place, answer -> note(mine, run, answer)));
  }

  private synchronized void note(int to, RunId run, @Nullable Double answer) {
    if (to == question && answer != null && Double.isFinite(answer)) {
      answers.put(run, answer);
    }
  }
}
