package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.workload.Kind;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where backups stand, and which one is meant. */
final class BackupsOf {
  private BackupsOf() {}

  static Route all(String notebook) {
    return Kind.NOTEBOOK.under(notebook, "backup").with("size", "1000");
  }

  static Route one(String notebook, String backup) {
    return Route.of("/v1/notebook/{}/backup/{}", notebook, backup);
  }

  /** The id of a backup: as it is, its beginning, or {@code latest}. */
  static String id(Remote remote, String notebook, String given) {
    List<JsonNode> all = remote.get(all(notebook)).path("items").valueStream().toList();
    List<String> ids =
        all.stream()
            .map(one -> one.path("id").asString(""))
            .filter(id -> given.equals("latest") || id.startsWith(given))
            .toList();
    if (ids.isEmpty() || (ids.size() > 1 && !given.equals("latest"))) {
      throw new Failure(
          (ids.isEmpty() ? "There is no backup " : "More than one backup begins with ")
              + given
              + ". See them with: gatehouse notebook backup list "
              + notebook);
    }
    return ids.getFirst();
  }
}
