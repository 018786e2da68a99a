package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.command.When;
import gatehouse.doors.cli.remote.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user end}. */
@Command(
    name = "end",
    description = "Set when a user's access ends, or that it does not.",
    footer = {
      "  gatehouse user end user-abcdefghijkl 2026-12-31",
      "  gatehouse user end user-abcdefghijkl 30d",
      "  gatehouse user end user-abcdefghijkl never"
    })
public final class UserEndCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "WHEN", description = "A date, 30d from now, or never.")
  private String when = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var wish = Json.object();
    if (when.equals("never")) {
      wish.putNull("endsAt");
    } else {
      wish.put("endsAt", When.read(when, session.world()).toString());
    }
    JsonNode answer = session.remote().put(Users.under(session, user, "end"), wish);
    output.print(session.terminal(), answer, () -> Users.changed(session, answer));
    return 0;
  }
}
