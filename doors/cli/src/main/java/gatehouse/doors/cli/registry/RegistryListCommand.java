package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse registry list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the project's accounts at registries.",
    footer = {"  gatehouse registry list", "  gatehouse registry list -o json"})
final class RegistryListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode items = session.remote().get(Route.of("/v1/registry")).path("items");
    output.print(
        session.terminal(),
        items,
        () -> {
          var table = new Table("id", "username", "user", "url");
          for (JsonNode one : items.values()) {
            table.row(
                List.of(
                    one.path("id").asString(""),
                    one.path("username").asString(""),
                    one.path("user").asString(""),
                    one.path("url").asString("")));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
