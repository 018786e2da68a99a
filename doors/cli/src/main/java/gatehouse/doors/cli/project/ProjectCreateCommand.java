package gatehouse.doors.cli.project;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse project create}. */
@Command(
    name = "create",
    description = "Create a project; name it to other commands with --project ID.",
    footer = "  gatehouse project create \"Vision team\"")
public final class ProjectCreateCommand extends Verb {
  @Parameters(paramLabel = "DESCRIPTION", description = "What it is for, in your words.")
  private String description = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode made =
        session
            .remote()
            .post(
                new Route("/v1/gatehouse/project"), Json.object().put("description", description));
    String id = made.path("id").asString("");
    output.print(
        session.terminal(),
        made,
        () -> session.terminal().line("Created the project " + id + " (" + description + ")."));
    return 0;
  }
}
