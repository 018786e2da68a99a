package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse notebook backup delete}. */
@Command(
    name = "delete",
    description = "Delete one saved workspace; the notebook itself is left alone.",
    footer = {"  gatehouse notebook backup delete ID BACKUP"})
final class BackupDeleteCommand extends Verb {
  @Parameters(index = "0", paramLabel = "NOTEBOOK", description = "Its id, or a name only it has.")
  private String notebook = "";

  @Parameters(
      index = "1",
      paramLabel = "BACKUP",
      description = "Its id, the beginning of that, or latest.")
  private String backup = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.NOTEBOOK, notebook);
    String which = BackupsOf.id(remote, found, backup);
    if (!confirmed(session, yes, "Delete the backup " + which + "?")) {
      return 1;
    }
    remote.delete(
        Route.of(
            "/v1/gatehouse/project/{}/notebook/{}/backup/{}", session.project(), found, which));
    session.terminal().line("Deleted the backup " + which + ".");
    return 0;
  }
}
