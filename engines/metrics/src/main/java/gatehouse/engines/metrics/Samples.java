package gatehouse.engines.metrics;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Samples in the text format of Prometheus: {@code name{label="value"} 12.5}, one a line. */
final class Samples {
  private static final Pattern NAMED =
      Pattern.compile(
          "([A-Za-z_:][A-Za-z0-9_:]*+)[ \\t]*+(?:\\{([^\\n]*)})?[ \\t]*+([^\\s{}]*+).*");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*+)[ \\t]*=[ \\t]*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private Samples() {}

  private record Sample(String name, Map<String, String> labels, String value) {}

  /** The first sample of a name that has the labels asked for, and perhaps others. */
  static OptionalDouble first(byte[] answer, String location) {
    Sample asked = read(location.strip());
    if (asked == null) {
      return OptionalDouble.empty();
    }
    return new String(answer, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(asked.name))
        .map(Samples::read)
        .filter(
            sample ->
                sample != null
                    && sample.name.equals(asked.name)
                    && sample.labels.entrySet().containsAll(asked.labels.entrySet()))
        .mapToDouble(sample -> number(sample.value))
        .filter(Double::isFinite)
        .findFirst();
  }

  private static @Nullable Sample read(String line) {
    Matcher named = NAMED.matcher(line);
    if (!named.matches()) {
      return null;
    }
    Map<String, String> labels = new HashMap<>();
    if (named.group(2) != null) {
      Matcher label = LABEL.matcher(named.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return new Sample(named.group(1), labels, named.group(3));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
