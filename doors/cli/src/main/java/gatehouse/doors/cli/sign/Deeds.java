package gatehouse.doors.cli.sign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Permissions in words, those of one kind on one line: "notebooks, jobs, apps: read, open". */
final class Deeds {
  private Deeds() {}

  /** The lines of permissions, each {@code thing_deed}. */
  static List<String> of(List<String> permissions) {
    Map<String, List<String>> deeds = new LinkedHashMap<>();
    for (String permission : permissions) {
      int gap = permission.lastIndexOf('_');
      String thing = gap < 0 ? permission : permission.substring(0, gap);
      String deed = gap < 0 ? "yes" : permission.substring(gap + 1);
      deeds.computeIfAbsent(plural(thing), one -> new ArrayList<>()).add(deed);
    }
    Map<List<String>, List<String>> things = new LinkedHashMap<>();
    deeds.forEach(
        (thing, what) -> things.computeIfAbsent(what, one -> new ArrayList<>()).add(thing));
    return things.entrySet().stream()
        .map(line -> String.join(", ", line.getValue()) + ": " + String.join(", ", line.getKey()))
        .toList();
  }

  private static String plural(String thing) {
    String words = thing.replace('_', ' ');
    if (words.endsWith("s") || words.equals("audit")) {
      return words;
    }
    return words.endsWith("y") ? words.substring(0, words.length() - 1) + "ies" : words + "s";
  }
}
