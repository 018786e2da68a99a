package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A number that says how much an app has to do.
 *
 * @param apiUrl where it is asked for; {@value #SELF} in place of the host asks each replica
 * @param location where in the answer the number is: names parted by dots, or a metric's name with
 *     its labels
 * @param target at which number there are more replicas, above 0
 * @param aggregation what becomes of the numbers of several replicas
 */
public record CustomMetric(
    String apiUrl, Format format, String location, double target, Aggregation aggregation) {
  /** Stands for the replica itself in a URL. */
  public static final String SELF = "<SELF>";

  private static final String FIELD = "scalingStrategy.automatic.customMetrics.";
  private static final int LONGEST = 2_000;

  /** How the answer is written. */
  public enum Format {
    JSON,
    XML,
    YAML,
    PROMETHEUS
  }

  /** What becomes of several numbers. */
  public enum Aggregation {
    AVERAGE,
    MIN,
    MAX,
    SUM
  }

  /**
   * @throws Refused with {@link Invalid} for a URL that nothing could be asked at, and a target
   *     that means nothing
   */
  public CustomMetric {
    requireUrl(apiUrl);
    require(
        !location.isBlank() && location.length() <= LONGEST,
        "valueLocation",
        "where in the answer the number is, as queue.length");
    require(target > 0 && Double.isFinite(target), "targetValue", "a number above 0");
  }

  /** Whether each replica is asked. */
  public boolean asksReplicas() {
    return apiUrl.contains(SELF);
  }

  /** Where it is asked; of one that asks the replicas, with a name in place of theirs. */
  public URI uri() {
    return URI.create(apiUrl.replace(SELF, "localhost"));
  }

  private static void requireUrl(String text) {
    String rule =
        "http://<SELF>:PORT/PATH for the replica itself, or a URL elsewhere, of http or https,"
            + " without a user and a fragment";
    require(text.length() <= LONGEST, "apiUrl", rule);
    try {
      // The replica is named as a host or not at all: elsewhere it would be no more than a text.
      boolean self = text.contains(SELF);
      URI uri = new URI(text.replace(SELF, "localhost"));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      require(scheme.equals("http") || (scheme.equals("https") && !self), "apiUrl", rule);
      require(
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= 65_535
              && (!self || text.substring(scheme.length()).startsWith("://" + SELF)),
          "apiUrl",
          rule);
      require(text.indexOf(SELF) == text.lastIndexOf(SELF), "apiUrl", rule);
    } catch (URISyntaxException e) {
      throw new Refused(new Invalid(FIELD + "apiUrl", rule));
    }
  }

  private static void require(boolean so, String field, String rule) {
    if (!so) {
      throw new Refused(new Invalid(FIELD + field, rule));
    }
  }
}
