package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.ReceiptText;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account suspend}. */
@Command(
    name = "suspend",
    description =
        "Suspend an account until it is resumed: it is out everywhere once the command has returned.",
    footer = "  gatehouse account suspend ada")
public final class AccountSuspendCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The account's name.")
  private String name = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode answer = session.remote().post(Accounts.under(name, "suspend"));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Suspended the account " + name + ".");
          ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
        });
    return 0;
  }
}
