package gatehouse.doors.cli.volume;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse volume list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the project's volumes.",
    footer = {"  gatehouse volume list", "  gatehouse volume list -o json"})
final class VolumeListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(Volumes.all().with("size", "1000")).path("items");
  }

  @Override
  protected Table table() {
    return new Table("id", "source", "cache", "user", "created");
  }

  @Override
  protected List<String> row(Session session, JsonNode volume) {
    return List.of(
        text(volume, "id"),
        Volumes.source(volume),
        volume.path("cache").asBoolean() ? "yes" : "no",
        text(volume, "user"),
        text(volume, "createdAt"));
  }
}
