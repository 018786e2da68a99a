package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account create}. */
@Command(
    name = "create",
    description = "Create an account; it sets its own password with a link that works once.",
    footer = "  gatehouse account create ada")
public final class AccountCreateCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The name it signs in with.")
  private String name = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode made = session.remote().post(Accounts.ALL, Json.object().put("username", name));
    output.print(
        session.terminal(),
        made,
        () -> {
          session.terminal().line("Created the account " + name + ". Hand over this link, once:");
          session.terminal().line("  " + made.path("setUpLink").asString(""));
        });
    return 0;
  }
}
