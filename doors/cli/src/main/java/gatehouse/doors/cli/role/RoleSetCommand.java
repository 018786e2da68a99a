package gatehouse.doors.cli.role;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.user.Users;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse role set}. */
@Command(
    name = "set",
    description = "Give a user exactly these roles, and take away all others.",
    footer = {
      "  gatehouse role set user-abcdefghijkl ai_training_operator objectstore_operator",
      "  gatehouse role set user-abcdefghijkl --none"
    })
public final class RoleSetCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1..*", paramLabel = "ROLE", description = "The roles' names.")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--none", description = "Take away all roles.")
  private boolean none;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (none != roles.isEmpty()) {
      throw misused("Name the roles the user shall have, or say --none.");
    }
    var wish = Json.object();
    var list = wish.putArray("roles");
    roles.forEach(role -> list.addObject().put("name", role));
    JsonNode answer = session.remote().put(Users.under(session, user, "role"), wish);
    output.print(session.terminal(), answer, () -> Users.changed(session, answer));
    return 0;
  }
}
