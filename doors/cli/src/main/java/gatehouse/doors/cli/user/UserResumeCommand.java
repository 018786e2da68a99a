package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user resume}. */
@Command(
    name = "resume",
    description = "Let a suspended user in again.",
    footer = "  gatehouse user resume user-abcdefghijkl")
public final class UserResumeCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode answer = session.remote().post(Users.under(session, user, "resume"));
    output.print(session.terminal(), answer, () -> Users.changed(session, answer));
    return 0;
  }
}
