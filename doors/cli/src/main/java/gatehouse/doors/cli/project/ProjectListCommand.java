package gatehouse.doors.cli.project;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse project list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the projects you may see.",
    footer = {"  gatehouse project list", "  gatehouse --project ID user list"})
public final class ProjectListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode projects = session.remote().get(new Route("/v1/gatehouse/project"));
    output.print(
        session.terminal(),
        projects,
        () -> {
          var table = new Table("id", "description", "created");
          for (JsonNode project : projects.values()) {
            table.row(
                List.of(
                    project.path("id").asString(""),
                    project.path("description").asString(""),
                    session.dates().readable(project.path("createdAt").asString(""))));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
