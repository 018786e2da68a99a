package gatehouse.doors.cli.capabilities;

import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What is offered, as a table. */
final class Offers {
  private Offers() {}

  static Table table(JsonNode offers) {
    var table = new Table("id", "name", "description", "versions", "per unit", "at most");
    for (JsonNode offer : offers.values()) {
      table.row(
          List.of(
              offer.path("id").asString(""),
              offer.path("name").asString(offer.path("type").asString("")),
              offer.path("description").asString(""),
              offer.path("versions").values().stream()
                  .map(version -> version.asString(""))
                  .collect(Collectors.joining(", ")),
              perUnit(offer.path("resourcesPerUnit")),
              offer.path("max").asString("")));
    }
    return table;
  }

  private static String perUnit(JsonNode unit) {
    long memory = unit.path("memory").asLong(0);
    long disk = unit.path("ephemeralStorage").asLong(0);
    return unit.isObject()
        ? unit.path("cpu").asString("0")
            + " CPU, "
            + gibibytes(memory)
            + (disk == 0 ? "" : ", " + gibibytes(disk) + " of workspace")
        : "";
  }

  private static String gibibytes(long bytes) {
    return Math.round(bytes / 1073741824.0 * 10) / 10.0 + " GiB";
  }
}
