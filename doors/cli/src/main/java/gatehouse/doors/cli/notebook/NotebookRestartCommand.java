package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse notebook restart}. */
@Command(
    name = "restart",
    description = "End what runs and start it anew: its workspace and its URL stay.",
    footer = {"  gatehouse notebook restart ID"})
final class NotebookRestartCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.NOTEBOOK, id);
    remote.put(Kind.NOTEBOOK.under(found, "restart"), null);
    session.terminal().line("Restarting notebook " + found + ".");
    return 0;
  }
}
