package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse token get}. */
@Command(
    name = "get",
    description = "Show a token, without its value.",
    footer = "  gatehouse token get 5f0c2f2e-7d0d-4f6a-9a43-0c7d1b8e2a11")
public final class TokenGetCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "The token's id.")
  private String id = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode token = session.remote().get(Tokens.one(id));
    output.print(session.terminal(), token, () -> Tokens.card(session, token));
    return 0;
  }
}
