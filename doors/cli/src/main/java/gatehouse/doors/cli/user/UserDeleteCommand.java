package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Deletion;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user delete}. */
@Command(
    name = "delete",
    description = "Delete a user: its access ends everywhere before the command returns.",
    footer = {
      "  gatehouse user delete user-abcdefghijkl",
      "  gatehouse user delete 42 --yes --hand-over-to ada"
    })
public final class UserDeleteCommand extends Deletion {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Leaving leaving = new Leaving();

  @Override
  protected String what() {
    return user;
  }

  @Override
  protected Route route(Session session) {
    return leaving.on(Users.one(session, user));
  }

  @Override
  protected String along() {
    return leaving.inWords();
  }

  @Override
  protected void show(Session session, JsonNode answer) {
    Users.changed(session, answer);
  }
}
