package gatehouse.doors.cli.command;

import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A verb that deletes something for good: asks first, and says what that ended. */
public abstract class Deletion extends Verb {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Output output = new Output();

  /** What is deleted, as {@code the account ada}. */
  protected abstract String what();

  /** Where it stands. */
  protected abstract Route route(Session session);

  /** What goes with it, as {@code " with its keys"}; nothing where that goes without saying. */
  protected String along() {
    return "";
  }

  /** Prints what the server says about it. */
  protected void show(Session session, JsonNode answer) {
    ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
  }

  @Override
  protected final int run(Session session) {
    if (!confirmed(session, yes, "Delete " + what() + along() + "?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    JsonNode answer = session.remote().delete(route(session));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Deleted " + what() + ".");
          show(session, answer);
        });
    return 0;
  }
}
