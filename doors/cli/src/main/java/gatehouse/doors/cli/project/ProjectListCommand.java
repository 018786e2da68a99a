package gatehouse.doors.cli.project;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse project list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the projects you may see.",
    footer = {"  gatehouse project list", "  gatehouse --project ID user list"})
public final class ProjectListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(new Route("/v1/gatehouse/project"));
  }

  @Override
  protected Table table() {
    return new Table("id", "description", "created");
  }

  @Override
  protected List<String> row(Session session, JsonNode project) {
    return List.of(
        text(project, "id"), text(project, "description"), moment(session, project, "createdAt"));
  }
}
