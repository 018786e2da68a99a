package gatehouse.doors.cli.application;

import gatehouse.doors.cli.command.Deletion;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse application delete}. */
@Command(
    name = "delete",
    description = "Delete an application: its keys are dead once the command has returned.",
    footer = "  gatehouse application delete 7")
public final class ApplicationDeleteCommand extends Deletion {
  @Parameters(paramLabel = "ID", description = "The application's id.")
  private String id = "";

  @Override
  protected String what() {
    return "the application " + id;
  }

  @Override
  protected Route route(Session session) {
    return Applications.one(id);
  }

  @Override
  protected String along() {
    return " with its keys";
  }
}
