package gatehouse.doors.cli.policy;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.user.Users;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse policy get}. */
@Command(
    name = "get",
    description = "Print the policy of a user, as it was set.",
    footer = "  gatehouse policy get user-abcdefghijkl > policy.json")
public final class PolicyGetCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode answer = session.remote().get(Users.under(session, user, "policy"));
    output.print(
        session.terminal(),
        answer,
        () -> session.terminal().line(answer.path("policy").asString("")));
    return 0;
  }
}
