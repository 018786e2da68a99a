package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code … delete}. */
@Command(
    name = "delete",
    aliases = "rm",
    description = "Delete for good, with its log and files.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} NAME --force --yes"})
public final class DeleteWorkload extends WorkloadVerb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Option(
      names = {"-f", "--force"},
      description = "Even while it runs: it is stopped first.")
  private boolean force;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, kind(), id);
    if (!confirmed(session, yes, "Delete " + kind().word() + " " + id + " for good?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    Route route = kind().one(found);
    remote.delete(force ? route.with("force", "true") : route);
    session.terminal().line("Deleted " + kind().word() + " " + found + ".");
    return 0;
  }
}
