package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectKey;
import java.util.List;

/**
 * Which part of a listing is wanted, and in which form.
 *
 * @param marker only what comes after this; empty for all
 * @param end only what comes before this; empty for all
 * @param limit 0 to 10,000
 */
record Wanted(String prefix, String delimiter, String marker, String end, int limit, boolean json) {
  private static final int MOST = 10_000;

  static Wanted of(SwiftCall call) {
    for (String other : List.of("reverse", "path", "versions")) {
      if (call.query(other).filter(text -> !text.isEmpty() && !text.equals("false")).isPresent()) {
        throw SwiftFault.notOffered("Listings by " + other + " are not offered here.");
      }
    }
    return new Wanted(
        call.query("prefix").orElse(""),
        call.query("delimiter").orElse(""),
        call.query("marker").orElse(""),
        call.query("end_marker").orElse(""),
        limit(call.query("limit").orElse("")),
        isJson(call));
  }

  /** Whether a name comes before the end. */
  boolean reaches(String name) {
    return end.isEmpty() || ObjectKey.compare(name, end) < 0;
  }

  /** Whether a name belongs to it, the end and the limit aside. */
  boolean covers(String name) {
    return name.startsWith(prefix) && (marker.isEmpty() || ObjectKey.compare(name, marker) > 0);
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return MOST;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 0 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid("limit", "a whole number from 0 to " + MOST));
  }

  private static boolean isJson(SwiftCall call) {
    String accept = call.header("Accept").orElse("");
    String format =
        call.query("format")
            .orElse(
                accept.contains("application/json")
                    ? "json"
                    : accept.contains("xml")
                            && !accept.contains("*/*")
                            && !accept.contains("text/plain")
                        ? "xml"
                        : "plain");
    return switch (format) {
      case "json" -> true;
      case "plain" -> false;
      default -> throw new SwiftFault(406, "Listings are text or JSON here: format=json.");
    };
  }
}
