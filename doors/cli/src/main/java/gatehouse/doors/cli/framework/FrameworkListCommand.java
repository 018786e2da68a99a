package gatehouse.doors.cli.framework;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse framework list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List what was added, the newest version of each first.",
    footer = {"  gatehouse framework list", "  gatehouse framework list -o json"})
final class FrameworkListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(Route.of("/v1/gatehouse/project/{}/framework", session.project()));
  }

  @Override
  protected Table table() {
    return new Table("id", "version", "image", "editors", "name");
  }

  @Override
  protected List<String> row(Session session, JsonNode one) {
    return List.of(
        text(one, "id"),
        text(one, "version"),
        text(one, "image"),
        one.path("editors").isEmpty()
            ? "any"
            : one.path("editors")
                .valueStream()
                .map(editor -> editor.asString(""))
                .collect(Collectors.joining(", ")),
        text(one, "name"));
  }
}
