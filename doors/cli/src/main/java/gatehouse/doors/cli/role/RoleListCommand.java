package gatehouse.doors.cli.role;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse role list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the roles there are, and what each lets one do.",
    footer = {"  gatehouse role list", "  gatehouse role list -o json"})
public final class RoleListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(new Route("/v1/gatehouse/role"));
  }

  @Override
  protected Table table() {
    return new Table("name", "label", "meaning");
  }

  @Override
  protected List<String> row(Session session, JsonNode role) {
    return List.of(text(role, "name"), text(role, "label"), text(role, "meaning"));
  }
}
