package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Under which conditions an object is answered. */
final class Conditions {
  private Conditions() {}

  /** Passes where an object may be answered. */
  static void check(SwiftCall call, ObjectEntry entry) {
    Instant modified = entry.modified().truncatedTo(ChronoUnit.SECONDS);
    Optional<String> match = call.header("If-Match");
    if (match.isPresent() && !matches(match.get(), entry.etag())) {
      throw failed();
    }
    if (match.isEmpty()
        && date(call, "If-Unmodified-Since").filter(modified::isAfter).isPresent()) {
      throw failed();
    }
    Optional<String> none = call.header("If-None-Match");
    if (none.isPresent() && matches(none.get(), entry.etag())) {
      throw notModified();
    }
    if (none.isEmpty()
        && date(call, "If-Modified-Since").filter(since -> !modified.isAfter(since)).isPresent()) {
      throw notModified();
    }
  }

  static SwiftFault failed() {
    return new SwiftFault(412, "The object is not as the request wants it.");
  }

  private static SwiftFault notModified() {
    return new SwiftFault(304, "Not modified.");
  }

  private static Optional<Instant> date(SwiftCall call, String name) {
    return call.header(name)
        .map(
            text -> {
              try {
                return Instant.from(
                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(text));
              } catch (DateTimeException e) {
                throw new Refused(new Invalid(name, "a date as RFC 9110 has it"));
              }
            });
  }

  private static boolean matches(String condition, String etag) {
    for (String each : condition.split(",", -1)) {
      String bare = each.strip();
      if (bare.equals("*") || bare.replace("\"", "").equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
