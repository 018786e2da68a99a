package gatehouse.doors.cli.volume;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse volume get}. */
@Command(
    name = "get",
    description = "Show one.",
    footer = {"  gatehouse volume get 4f1c…", "  gatehouse volume get 4f1c… -o json"})
final class VolumeGetCommand extends Verb {
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", description = "Its id.")
  private String id = "";

  @Override
  protected int run(Session session) {
    JsonNode one = session.remote().get(Volumes.one(id));
    output.print(
        session.terminal(),
        one,
        () -> {
          session.terminal().line("id: " + one.path("id").asString(""));
          session.terminal().line("source: " + Volumes.source(one));
          session.terminal().line("cache: " + (one.path("cache").asBoolean() ? "yes" : "no"));
          session.terminal().line("user: " + one.path("user").asString(""));
          session.terminal().line("createdAt: " + one.path("createdAt").asString(""));
        });
    return 0;
  }
}
