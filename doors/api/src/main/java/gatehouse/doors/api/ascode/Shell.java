package gatehouse.doors.api.ascode;

import java.util.List;

/** Words as a POSIX shell reads them. */
final class Shell {
  private Shell() {}

  static String line(List<String> words) {
    return String.join(" ", words.stream().map(Shell::word).toList());
  }

  /** A secret is a variable, which single quotes would keep from being one. */
  static String word(String word) {
    if (word.equals(HttpCall.SECRET)) {
      return "\"" + HttpCall.SECRET + "\"";
    }
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : quoted(word);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
