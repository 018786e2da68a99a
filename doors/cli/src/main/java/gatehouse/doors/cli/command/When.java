package gatehouse.doors.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** A moment as people give it: a date, a date with a time, or a length of time from now. */
public final class When {
  private When() {}

  /** Reads {@code 2026-12-31}, {@code 2026-12-31T18:00}, the same with a zone, or {@code 30d}. */
  public static Instant read(String text, World world) {
    return date(text, world)
        .orElseGet(
            () -> {
              try {
                return world.clock().instant().plus(new Lengths().convert(text));
              } catch (TypeConversionException e) {
                throw new TypeConversionException(
                    "\""
                        + text
                        + "\" is not a time: give 2026-12-31, 2026-12-31T18:00 or, from now, 30d");
              }
            });
  }

  private static Optional<Instant> date(String text, World world) {
    try {
      if (text.indexOf('T') < 0) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(world.zone()).toInstant());
      }
      boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d");
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).atZone(world.zone()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
