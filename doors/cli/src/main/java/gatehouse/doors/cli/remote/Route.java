package gatehouse.doors.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path with its query: what is put into it is encoded. */
public record Route(String path) {

  /** Puts the parts, encoded, where {@code {}} stands. */
  public static Route of(String template, String... parts) {
    var path = new StringBuilder();
    int from = 0;
    for (String part : parts) {
      int hole = template.indexOf("{}", from);
      path.append(template, from, hole).append(encoded(part));
      from = hole + 2;
    }
    return new Route(path.append(template.substring(from)).toString());
  }

  /** With one more query parameter. */
  public Route with(String name, String value) {
    return new Route(path + (path.indexOf('?') < 0 ? '?' : '&') + name + '=' + encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
