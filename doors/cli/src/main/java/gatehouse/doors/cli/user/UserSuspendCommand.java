package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user suspend}. */
@Command(
    name = "suspend",
    description = "Suspend a user until it is resumed: its access ends before the command returns.",
    footer = "  gatehouse user suspend user-abcdefghijkl")
public final class UserSuspendCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Leaving leaving = new Leaving();

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode answer = session.remote().post(leaving.on(Users.under(session, user, "suspend")));
    output.print(session.terminal(), answer, () -> Users.changed(session, answer));
    return 0;
  }
}
