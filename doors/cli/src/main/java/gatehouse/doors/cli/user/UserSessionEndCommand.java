package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user session end}. */
@Command(
    name = "end",
    description = "End one session of a user, with what is open in it.",
    footer = "  gatehouse user session end user-abcdefghijkl 5f0c2f2e-7d0d-4f6a-9a43-0c7d1b8e2a11")
public final class UserSessionEndCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "SESSION", description = "The session's id.")
  private String id = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Route sessions = Users.under(session, user, "session");
    JsonNode answer = session.remote().delete(Route.of(sessions.path() + "/{}", id));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Ended the session.");
          Users.changed(session, answer);
        });
    return 0;
  }
}
