package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user delete}. */
@Command(
    name = "delete",
    description = "Delete a user: its access ends everywhere before the command returns.",
    footer = {"  gatehouse user delete user-abcdefghijkl", "  gatehouse user delete 42 --yes"})
public final class UserDeleteCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Delete " + user + " and stop what it runs?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    JsonNode answer = session.remote().delete(Users.one(session, user));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Deleted " + user + ".");
          Users.changed(session, answer);
        });
    return 0;
  }
}
