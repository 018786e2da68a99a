package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of an object.
 *
 * @param from its first byte
 * @param end the byte after its last one
 */
record Range(long from, long end) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * The piece that a header asks for; empty for all of it, also where several are asked for.
   *
   * @throws SwiftFault with 416 where there is nothing of it
   */
  static Optional<Range> of(String header, long size) {
    Matcher match = ONE.matcher(header.replace(" ", ""));
    if (!match.matches()) {
      if (header.startsWith("bytes=") && header.contains(",")) {
        return Optional.empty();
      }
      throw new Refused(new Invalid("Range", "bytes=FIRST-LAST"));
    }
    String first = match.group(1);
    String last = match.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      throw new Refused(new Invalid("Range", "bytes=FIRST-LAST"));
    }
    long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
    long end = first.isEmpty() || last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    if (from >= end) {
      throw new SwiftFault(416, "There is nothing of the object in that range.");
    }
    return Optional.of(new Range(from, end));
  }

  long length() {
    return end - from;
  }

  /** As answers name it. */
  String of(long size) {
    return "bytes " + from + "-" + (end - 1) + "/" + size;
  }
}
