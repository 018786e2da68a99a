package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse token renew}. */
@Command(
    name = "renew",
    description = "Give a token a new value, shown once; the old value dies.",
    footer = "  gatehouse token renew 5f0c2f2e-7d0d-4f6a-9a43-0c7d1b8e2a11")
public final class TokenRenewCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "The token's id.")
  private String id = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode token = session.remote().post(Route.of("/v1/token/{}/renew", id));
    output.print(
        session.terminal(),
        token,
        () -> {
          Tokens.card(session, token);
          Tokens.value(session, token);
        });
    return 0;
  }
}
