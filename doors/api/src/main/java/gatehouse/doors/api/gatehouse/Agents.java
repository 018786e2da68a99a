package gatehouse.doors.api.gatehouse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs in words: what a {@code User-Agent} header says to somebody who knows browsers. */
final class Agents {
  private static final List<Known> PROGRAMS =
      List.of(
          new Known("Java-http-client/", "gatehouse CLI"),
          new Known("gatehouse", "gatehouse CLI"),
          new Known("curl/", "curl"),
          new Known("Wget/", "Wget"),
          new Known("python-requests/", "Python (requests)"),
          new Known("python-httpx/", "Python (httpx)"),
          new Known("OpenAPI-Generator/", "Python (generated client)"),
          new Known("Python-urllib/", "Python"),
          new Known("Terraform/", "Terraform"),
          new Known("Go-http-client/", "a Go program"));

  /** Each names itself after those it resembles: the most particular come first. */
  private static final List<Known> BROWSERS =
      List.of(
          new Known("Edg/", "Edge"),
          new Known("OPR/", "Opera"),
          new Known("Firefox/", "Firefox"),
          new Known("HeadlessChrome/", "Chrome"),
          new Known("Chrome/", "Chrome"),
          new Known("Version/", "Safari"));

  private static final List<Known> SYSTEMS =
      List.of(
          new Known("Android", "Android"),
          new Known("iPhone", "iPhone"),
          new Known("iPad", "iPad"),
          new Known("Windows", "Windows"),
          new Known("Mac OS X", "macOS"),
          new Known("Linux", "Linux"));

  private static final int LONGEST = 60;

  private Agents() {}

  private record Known(String sign, String words) {}

  static String inWords(String agent) {
    if (agent.isBlank()) {
      return "an unnamed program";
    }
    if (agent.startsWith("by way of session ")) {
      return "opened from the panel or with a token";
    }
    if (agent.startsWith("Mozilla/")) {
      return browser(agent);
    }
    for (Known known : PROGRAMS) {
      if (agent.startsWith(known.sign)) {
        return known.words;
      }
    }
    return agent.length() <= LONGEST ? agent : agent.substring(0, LONGEST) + "…";
  }

  private static String browser(String agent) {
    String name = "a browser";
    for (Known known : BROWSERS) {
      if (agent.contains(known.sign)) {
        Matcher version = Pattern.compile(Pattern.quote(known.sign) + "(\\d{1,4})").matcher(agent);
        name = version.find() ? known.words + " " + version.group(1) : known.words;
        break;
      }
    }
    for (Known system : SYSTEMS) {
      if (agent.contains(system.sign)) {
        return name + " on " + system.words;
      }
    }
    return name;
  }
}
