package gatehouse.doors.cli.application;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse application list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the applications and when each was last used.",
    footer = "  gatehouse application list")
public final class ApplicationListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(Applications.ALL);
  }

  @Override
  protected Table table() {
    return new Table("id", "name", "key", "created", "last use", "allowed from", "description");
  }

  @Override
  protected List<String> row(Session session, JsonNode one) {
    String used = moment(session, one, "lastUse");
    return List.of(
        text(one, "id"),
        text(one, "name"),
        text(one, "applicationKey"),
        moment(session, one, "createdAt"),
        used.isEmpty() ? "never" : used,
        Applications.from(one),
        text(one, "description"));
  }
}
