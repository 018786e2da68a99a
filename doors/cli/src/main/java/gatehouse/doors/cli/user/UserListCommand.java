package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Pages;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the users of the project.",
    footer = {
      "  gatehouse user list",
      "  gatehouse user list --text ada --role ai_training_read -o json"
    })
public final class UserListCommand extends Verb {
  @Option(names = "--text", paramLabel = "TEXT", description = "Name or description holds this.")
  private @Nullable String text;

  @Option(
      names = {"-r", "--role"},
      paramLabel = "ROLE",
      description = "Holders of this role only.")
  private @Nullable String role;

  @Option(names = "--status", paramLabel = "STATUS", description = "As ok or disabled.")
  private @Nullable String status;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Route route =
        filtered(
            filtered(filtered(Users.all(session), "text", text), "role", role), "status", status);
    JsonNode users = Pages.ofOurs(session.remote(), route);
    output.print(session.terminal(), users, () -> table(session, users).print(session.terminal()));
    return 0;
  }

  private static Route filtered(Route route, String name, @Nullable String value) {
    return value == null ? route : route.with(name, value);
  }

  private static Table table(Session session, JsonNode users) {
    var table = new Table("id", "name", "status", "roles", "last sign-in", "description");
    for (JsonNode user : users.values()) {
      String state = user.path("status").asString("");
      table.row(
          List.of(
              user.path("id").asString(""),
              user.path("username").asString(""),
              session.terminal().paint(Colour.ofState(state), state),
              Users.roles(session, user),
              session.dates().readable(user.path("lastSignIn").asString("")),
              user.path("description").asString("")));
    }
    return table;
  }
}
