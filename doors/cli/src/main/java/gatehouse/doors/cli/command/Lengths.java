package gatehouse.doors.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads lengths of time: {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d}, {@code 1h30m}, or plain
 * seconds.
 */
public final class Lengths implements ITypeConverter<Duration> {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}[smhdw])+");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  @Override
  public Duration convert(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException("a length of time is written as 30s, 5m, 1h or 7d");
    }
    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      long count = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofDays(7 * count);
              });
    }
    return sum;
  }
}
