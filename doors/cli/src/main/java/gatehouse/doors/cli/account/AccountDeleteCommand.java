package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.ReceiptText;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account delete}. */
@Command(
    name = "delete",
    aliases = "rm",
    description = "Delete an account: it is out everywhere once the command has returned.",
    footer = "  gatehouse account delete ada")
public final class AccountDeleteCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The account's name.")
  private String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Delete the account " + name + "?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    JsonNode answer = session.remote().delete(Accounts.one(name));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Deleted the account " + name + ".");
          ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
        });
    return 0;
  }
}
