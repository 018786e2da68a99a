package gatehouse.doors.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code User-Agent} says, as people name it: "Firefox on Linux". */
final class Agents {
  private static final Pattern OUR_CLI =
      Pattern.compile("gatehouse-cli \\(([A-Za-z0-9.-]{1,80})\\)");

  /** In this order: most of them claim to be those further down as well. */
  private static final List<Known> BROWSERS =
      List.of(
          new Known("edg/", "Edge"),
          new Known("opr/", "Opera"),
          new Known("firefox/", "Firefox"),
          new Known("chromium/", "Chromium"),
          new Known("chrome/", "Chrome"),
          new Known("safari/", "Safari"));

  private static final List<Known> SYSTEMS =
      List.of(
          new Known("android", "Android"),
          new Known("iphone", "iPhone"),
          new Known("ipad", "iPad"),
          new Known("windows", "Windows"),
          new Known("mac os", "macOS"),
          new Known("cros", "ChromeOS"),
          new Known("linux", "Linux"));

  private record Known(String mark, String name) {}

  private Agents() {}

  /** In words; one that is not known keeps what it calls itself. */
  static String inWords(String agent) {
    Matcher cli = OUR_CLI.matcher(agent);
    if (cli.matches()) {
      return "gatehouse CLI on " + cli.group(1);
    }
    String low = agent.toLowerCase(Locale.ROOT);
    String browser = firstOf(BROWSERS, low);
    if (browser.isEmpty() || !low.startsWith("mozilla/")) {
      return agent;
    }
    String system = firstOf(SYSTEMS, low);
    return system.isEmpty() ? browser : browser + " on " + system;
  }

  private static String firstOf(List<Known> known, String agent) {
    return known.stream()
        .filter(one -> agent.contains(one.mark))
        .map(Known::name)
        .findFirst()
        .orElse("");
  }
}
