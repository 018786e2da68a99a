package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse registry get}. */
@Command(
    name = "get",
    description = "Show one.",
    footer = {"  gatehouse registry get 4f1c…", "  gatehouse registry get 4f1c… -o json"})
final class RegistryGetCommand extends Verb {
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", description = "Its id.")
  private String id = "";

  @Override
  protected int run(Session session) {
    JsonNode one = session.remote().get(Registries.one(id));
    output.print(
        session.terminal(),
        one,
        () -> {
          for (String name : new String[] {"id", "url", "username", "user", "createdAt"}) {
            session.terminal().line(name + ": " + one.path(name).asString(""));
          }
        });
    return 0;
  }
}
