package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user get}. */
@Command(
    name = "get",
    description = "Show a user and its roles.",
    footer = {"  gatehouse user get user-abcdefghijkl", "  gatehouse user get 42 -o json"})
public final class UserGetCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode found = session.remote().get(Users.one(session, user));
    output.print(session.terminal(), found, () -> Users.card(session, found));
    return 0;
  }
}
