package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse token delete}. */
@Command(
    name = "delete",
    description = "Delete a token: nothing accepts it once the command has returned.",
    footer = "  gatehouse token delete 5f0c2f2e-7d0d-4f6a-9a43-0c7d1b8e2a11")
public final class TokenDeleteCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "The token's id.")
  private String id = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Delete the token " + id + "?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    session.remote().delete(Tokens.one(id));
    session.terminal().line("Deleted the token " + id + ".");
    return 0;
  }
}
