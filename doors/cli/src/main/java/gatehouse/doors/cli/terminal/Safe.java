package gatehouse.doors.cli.terminal;

import java.util.regex.Pattern;

/** Text from elsewhere, with what would move the cursor or ring the bell made visible. */
public final class Safe {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\u001b]]");
  private static final Pattern STRAY_ESCAPE = Pattern.compile("\u001b(?!\\[[0-9]+m)");
  private static final Pattern ANY = Pattern.compile("\\p{Cntrl}");

  private Safe() {}

  /** For one line. */
  public static String line(String text) {
    return ANY.matcher(text).replaceAll("\u00b7");
  }

  /** For one line that may be painted already. */
  static String exceptPaint(String text) {
    return STRAY_ESCAPE.matcher(CONTROL.matcher(text).replaceAll("\u00b7")).replaceAll("\u00b7");
  }
}
