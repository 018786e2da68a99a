package gatehouse.doors.api.gatehouse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Moments as people type them: a day, a date and time, or how long ago. */
final class Moments {
  private Moments() {}

  /** Reads a moment; empty for what is none. A day begins at midnight, UTC. */
  static Optional<Instant> read(String text, Instant now) {
    try {
      if (text.matches("\\d{1,5}[mhd]")) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
            now.minus(
                switch (text.charAt(text.length() - 1)) {
                  case 'm' -> Duration.ofMinutes(number);
                  case 'h' -> Duration.ofHours(number);
                  default -> Duration.ofDays(number);
                }));
      }
      return Optional.of(
          text.matches("\\d{4}-\\d{2}-\\d{2}")
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
