package gatehouse.doors.cli.role;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse role list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the roles there are, and what each lets one do.",
    footer = {"  gatehouse role list", "  gatehouse role list -o json"})
public final class RoleListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode roles = session.remote().get(new Route("/v1/gatehouse/role"));
    output.print(
        session.terminal(),
        roles,
        () -> {
          var table = new Table("name", "label", "meaning");
          for (JsonNode role : roles.values()) {
            table.row(
                List.of(
                    role.path("name").asString(""),
                    role.path("label").asString(""),
                    role.path("meaning").asString("")));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
