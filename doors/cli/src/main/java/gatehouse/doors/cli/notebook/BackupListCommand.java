package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.terminal.Table;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse notebook backup list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the saved workspaces of a notebook, newest first.",
    footer = {"  gatehouse notebook backup list ID", "  gatehouse notebook backup list ID -o json"})
final class BackupListCommand extends Listing {
  @Parameters(paramLabel = "NOTEBOOK", description = "Its id, or a name only it has.")
  private String notebook = "";

  @Override
  protected JsonNode items(Session session) {
    Remote remote = session.remote();
    return remote.get(BackupsOf.all(Lookup.id(remote, Kind.NOTEBOOK, notebook))).path("items");
  }

  @Override
  protected Table table() {
    return new Table("id", "saved", "still so", "kept until", "why");
  }

  @Override
  protected List<String> row(Session session, JsonNode backup) {
    String end = text(backup, "evictionDate");
    return List.of(
        text(backup, "id"),
        session.dates().readable(text(backup, "backupDate")),
        session.dates().readable(text(backup, "updatedAt")),
        end.isEmpty() ? "there are newer" : session.dates().readable(end),
        text(backup, "comment"));
  }
}
