package gatehouse.doors.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates and spans as people read them, in their own time zone. */
public final class Dates {
  private static final DateTimeFormatter SHAPE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;

  /** Dates in a zone. */
  public Dates(ZoneId zone) {
    this.zone = zone;
  }

  /** A date from the wire; what is no date stays as it is. */
  public String readable(String wire) {
    try {
      return wire.isBlank() ? "" : SHAPE.format(Instant.parse(wire).atZone(zone));
    } catch (DateTimeException e) {
      return wire;
    }
  }

  /** A span, as {@code 2 h 5 min}. */
  public static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String two(long first, String unit, long second, String smaller) {
    return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
  }
}
