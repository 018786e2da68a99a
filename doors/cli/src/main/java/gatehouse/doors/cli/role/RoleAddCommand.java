package gatehouse.doors.cli.role;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.command.When;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.user.Users;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse role add}. */
@Command(
    name = "add",
    description = "Give a user a role.",
    footer = {
      "  gatehouse role add user-abcdefghijkl ai_training_read",
      "  gatehouse role add user-abcdefghijkl ai_training_operator --until 2026-12-31"
    })
public final class RoleAddCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ROLE", description = "The role's name.")
  private String role = "";

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description = "When it ends by itself: a date, or 30d from now.")
  private @Nullable String until;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var wish = Json.object().put("name", role);
    if (until != null) {
      wish.put("endsAt", When.read(until, session.world()).toString());
    }
    JsonNode answer = session.remote().post(Users.under(session, user, "role"), wish);
    output.print(session.terminal(), answer, () -> Users.changed(session, answer));
    return 0;
  }
}
