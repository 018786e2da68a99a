package gatehouse.doors.cli.volume;

import gatehouse.doors.cli.remote.Route;
import tools.jackson.databind.JsonNode;

/** Where volumes stand, and how they read. */
final class Volumes {
  private Volumes() {}

  static Route all() {
    return Route.of("/v1/volume");
  }

  static Route one(String id) {
    return Route.of("/v1/volume/{}", id);
  }

  /** Its source as one writes it. */
  static String source(JsonNode volume) {
    JsonNode store = volume.path("dataStore");
    if (store.isMissingNode()) {
      return volume.at("/publicGit/url").asString(volume.at("/publicSwift/url").asString(""));
    }
    String prefix = store.path("prefix").asString("");
    return store.path("container").asString("")
        + "@"
        + store.path("alias").asString("")
        + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
