package gatehouse.doors.cli.role;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.user.Users;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse role remove}. */
@Command(
    name = "remove",
    description = "Take a role from a user: in force everywhere before the command returns.",
    footer = "  gatehouse role remove user-abcdefghijkl ai_training_read")
public final class RoleRemoveCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ROLE", description = "The role's name.")
  private String role = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Route roles = Users.under(session, user, "role");
    JsonNode answer = session.remote().delete(Route.of(roles.path() + "/{}", role));
    output.print(session.terminal(), answer, () -> Users.changed(session, answer));
    return 0;
  }
}
