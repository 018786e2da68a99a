package gatehouse.doors.cli.application;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.ReceiptText;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse application delete}. */
@Command(
    name = "delete",
    description = "Delete an application: its keys are dead once the command has returned.",
    footer = "  gatehouse application delete 7")
public final class ApplicationDeleteCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "The application's id.")
  private String id = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Delete the application " + id + " with its keys?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    JsonNode answer = session.remote().delete(Applications.one(id));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Deleted the application " + id + ".");
          ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
        });
    return 0;
  }
}
