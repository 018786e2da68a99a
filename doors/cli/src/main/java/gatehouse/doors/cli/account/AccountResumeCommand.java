package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.ReceiptText;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account resume}. */
@Command(
    name = "resume",
    description = "Let a suspended account sign in again.",
    footer = "  gatehouse account resume ada")
public final class AccountResumeCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The account's name.")
  private String name = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode answer = session.remote().post(Accounts.under(name, "resume"));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Resumed the account " + name + ".");
          ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
        });
    return 0;
  }
}
