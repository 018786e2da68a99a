package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import gatehouse.doors.cli.workload.WorkloadCard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse notebook backup fork}. */
@Command(
    name = "fork",
    description = "Start a new notebook of your own, like this one, with a workspace it had.",
    footer = {
      "  gatehouse notebook backup fork ID latest",
      "  gatehouse notebook backup fork ID BACKUP --name again"
    })
final class BackupForkCommand extends Verb {
  @Parameters(index = "0", paramLabel = "NOTEBOOK", description = "Its id, or a name only it has.")
  private String notebook = "";

  @Parameters(
      index = "1",
      paramLabel = "BACKUP",
      description = "Its id, the beginning of that, or latest.")
  private String backup = "";

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "What to call the new one; generated when left out.")
  private @Nullable String name;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.NOTEBOOK, notebook);
    ObjectNode wish = Json.object();
    if (name != null) {
      wish.put("name", name);
    }
    JsonNode made =
        remote.post(
            Route.of("/v1/notebook/{}/backup/{}/fork", found, BackupsOf.id(remote, found, backup)),
            wish);
    output.print(session.terminal(), made, () -> WorkloadCard.print(session, Kind.NOTEBOOK, made));
    return 0;
  }
}
