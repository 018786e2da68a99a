package gatehouse.doors.cli.command;

import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Lists that come page by page, put together. */
public final class Pages {
  private static final int SIZE = 100;
  private static final int LIMIT = 1000;

  private Pages() {}

  /** All items of a list of the workload API; the server says which number its first page has. */
  public static ArrayNode ofWorkloads(Remote remote, Route route) {
    Route sized = route.with("size", Integer.toString(SIZE));
    JsonNode answer = remote.get(sized);
    ArrayNode all = Json.array();
    for (int turn = 1; turn < LIMIT; turn++) {
      answer.path("items").values().forEach(all::add);
      JsonNode metadata = answer.path("metadata");
      if (answer.path("items").isEmpty() || all.size() >= metadata.path("total").asLong(0)) {
        return all;
      }
      int next = metadata.path("currentPage").asInt(0) + 1;
      answer = remote.get(sized.with("page", Integer.toString(next)));
    }
    return all;
  }

  /** All items of one of our own lists, whose first page is 0. */
  public static ArrayNode ofOurs(Remote remote, Route route) {
    ArrayNode all = Json.array();
    for (int page = 0; page < LIMIT; page++) {
      JsonNode answer =
          remote.get(
              route.with("page", Integer.toString(page)).with("size", Integer.toString(SIZE)));
      answer.path("items").values().forEach(all::add);
      if (answer.path("items").isEmpty() || all.size() >= answer.path("total").asLong(0)) {
        return all;
      }
    }
    return all;
  }
}
