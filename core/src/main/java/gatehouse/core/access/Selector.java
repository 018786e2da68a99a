package gatehouse.core.access;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which workloads a token reaches: those that carry all of these labels. Empty means all. */
public record Selector(Map<String, String> labels) {

  /** No narrowing. */
  public static final Selector ALL = new Selector(Map.of());

  public Selector {
    labels = Map.copyOf(labels);
  }

  /**
   * Reads {@code name=value[,name=value…]}; blank means all.
   *
   * @throws Refused with {@link Invalid} for anything else
   */
  public static Selector parse(String text) {
    if (text.isBlank()) {
      return ALL;
    }
    var labels = new LinkedHashMap<String, String>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (name.isEmpty() || value.isEmpty() || name.length() > 128 || value.length() > 128) {
        throw new Refused(new Invalid("labelSelector", "name=value, several joined by commas"));
      }
      labels.put(name, value);
    }
    return new Selector(labels);
  }

  /** Whether something with these labels is in reach. */
  public boolean matches(Map<String, String> of) {
    for (var label : labels.entrySet()) {
      if (!label.getValue().equals(of.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it reaches everything. */
  public boolean isAll() {
    return labels.isEmpty();
  }

  /** The form that {@link #parse} reads, names in order. */
  @Override
  public String toString() {
    return String.join(
        ",",
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + "=" + e.getValue())
            .toList());
  }
}
