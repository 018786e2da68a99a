package gatehouse.doors.cli.application;

import gatehouse.doors.cli.remote.Route;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Where applications stand. */
final class Applications {
  static final Route ALL = new Route("/v1/gatehouse/application");

  private Applications() {}

  /** Where an application's keys may be used from. */
  static String from(JsonNode application) {
    var ranges = new StringJoiner(" ");
    application.path("allowedIPs").values().forEach(range -> ranges.add(range.asString("")));
    return ranges.length() == 0 ? "anywhere" : ranges.toString();
  }

  static Route one(String id) {
    return Route.of("/v1/gatehouse/application/{}", id);
  }
}
