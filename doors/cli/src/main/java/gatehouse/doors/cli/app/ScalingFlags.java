package gatehouse.doors.cli.app;

import gatehouse.doors.cli.remote.Json;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** The options that say how many replicas an app has, or by what that is decided. */
final class ScalingFlags {
  @Option(names = "--replicas", paramLabel = "COUNT", description = "How many at a time, 1-10.")
  private @Nullable Integer replicas;

  @Option(
      names = "--auto-min-replicas",
      paramLabel = "COUNT",
      description = "At least so many; 0 lets it sleep while nobody asks for it. 1 when left out.")
  private @Nullable Integer least;

  @Option(
      names = "--auto-max-replicas",
      paramLabel = "COUNT",
      description = "At most so many, up to 10: how many is decided by what they use.")
  private @Nullable Integer most;

  @Option(
      names = "--auto-resource-type",
      paramLabel = "TYPE",
      description = "What of theirs is looked at: CPU or RAM; CPU when left out.")
  private @Nullable String resource;

  @Option(
      names = "--auto-resource-usage-threshold",
      paramLabel = "PERCENT",
      description = "How much of it they are to use on average, 1-100; 75 when left out.")
  private @Nullable Integer usage;

  @Option(
      names = "--auto-scale-down-stabilization-window-seconds",
      paramLabel = "SECONDS",
      description = "So long fewer must be enough first; 300 when left out.")
  private @Nullable Integer down;

  @Option(
      names = "--auto-scale-up-stabilization-window-seconds",
      paramLabel = "SECONDS",
      description = "So long more must be needed first; 0 when left out.")
  private @Nullable Integer up;

  @Option(
      names = "--auto-cooldown-period-seconds",
      paramLabel = "SECONDS",
      description = "So much longer before the last one goes; 300 when left out.")
  private @Nullable Integer cooldown;

  @Option(
      names = "--auto-custom-api-url",
      paramLabel = "URL",
      description =
          "Where a number of its own is asked for, as http://<SELF>:9000/metrics; <SELF> is each"
              + " replica itself.")
  private @Nullable String url;

  @Option(
      names = "--auto-custom-metric-format",
      paramLabel = "FORMAT",
      description = "How the answer is written: JSON, XML, YAML or PROMETHEUS; JSON when left out.")
  private @Nullable String format;

  @Option(
      names = "--auto-custom-value-location",
      paramLabel = "PATH",
      description = "Where in the answer the number is, as queue.length.")
  private @Nullable String location;

  @Option(
      names = "--auto-custom-target-value",
      paramLabel = "NUMBER",
      description = "At this number there are more replicas.")
  private @Nullable Double target;

  @Option(
      names = "--auto-custom-metric-aggregation-type",
      paramLabel = "TYPE",
      description =
          "What becomes of several replicas' numbers: AVERAGE, MIN, MAX or SUM; AVERAGE when left"
              + " out.")
  private @Nullable String aggregation;

  /** The strategy as the server reads it; null where nothing is said. */
  @Nullable ObjectNode strategy() {
    boolean custom =
        Stream.of(url, format, location, target, aggregation).anyMatch(Objects::nonNull);
    boolean automatic =
        custom
            || Stream.of(least, most, resource, usage, down, up, cooldown)
                .anyMatch(Objects::nonNull);
    if (!automatic) {
      return replicas == null ? null : fixed(replicas);
    }
    if (replicas != null) {
      throw new TypeConversionException("--replicas is a fixed number: leave it out with --auto-…");
    }
    if (most == null) {
      throw new TypeConversionException("say how many replicas it may have: --auto-max-replicas");
    }
    if (custom && (url == null || location == null || target == null)) {
      throw new TypeConversionException(
          "a number of its own needs --auto-custom-api-url, --auto-custom-value-location and"
              + " --auto-custom-target-value");
    }
    return automatic(most, custom);
  }

  private static ObjectNode fixed(int count) {
    ObjectNode strategy = Json.object();
    strategy.putObject("fixed").put("replicas", count);
    return strategy;
  }

  private ObjectNode automatic(int max, boolean custom) {
    ObjectNode strategy = Json.object();
    ObjectNode automatic = strategy.putObject("automatic");
    automatic.put("replicasMin", least == null ? 1 : least);
    automatic.put("replicasMax", max);
    if (resource != null || usage != null || !custom) {
      automatic.put("resourceType", resource == null ? "CPU" : resource);
      put(automatic, "averageUsageTarget", usage == null ? 75 : usage);
    }
    if (custom) {
      ObjectNode metrics = automatic.putObject("customMetrics");
      put(metrics, "apiUrl", url);
      put(metrics, "format", format);
      put(metrics, "valueLocation", location);
      if (target != null) {
        metrics.put("targetValue", target);
      }
      put(metrics, "aggregationType", aggregation);
    }
    put(automatic, "scaleUpStabilizationWindowSeconds", up);
    put(automatic, "scaleDownStabilizationWindowSeconds", down);
    put(automatic, "cooldownPeriodSeconds", cooldown);
    return strategy;
  }

  private static void put(ObjectNode node, String name, @Nullable Integer value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
