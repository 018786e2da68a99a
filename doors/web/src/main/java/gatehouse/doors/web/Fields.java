package gatehouse.doors.web;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a query string or a form, decoded strictly. */
public final class Fields {
  private static final int MOST = 1000;

  private final Map<String, List<String>> values;

  private Fields(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads {@code a=1&b=2}.
   *
   * @throws Refused with {@link Invalid} for broken escapes, invalid UTF-8 or too many fields
   */
  static Fields parse(@Nullable String raw, String what) {
    var values = new LinkedHashMap<String, List<String>>();
    if (raw == null || raw.isEmpty()) {
      return new Fields(values);
    }
    int count = 0;
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > MOST) {
        throw new Refused(new Invalid(what, "at most " + MOST + " fields"));
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), what);
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1), what);
      values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
    }
    return new Fields(values);
  }

  /** The first value of a field. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  /** The first value of a field, or the empty text. */
  public String text(String name) {
    return first(name).orElse("");
  }

  /** All values of a field, in order. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  private static String decode(String text, String what) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
      return text;
    }
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(escaped(text, i, what));
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Limits.utf8(bytes.toByteArray(), what);
  }

  private static int escaped(String text, int at, String what) {
    int high = at + 2 <= text.length() - 1 ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 <= text.length() - 1 ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new Refused(new Invalid(what, "two hex digits after every %"));
    }
    return high * 16 + low;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
