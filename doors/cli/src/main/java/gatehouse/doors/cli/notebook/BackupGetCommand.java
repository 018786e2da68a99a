package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse notebook backup get}. */
@Command(
    name = "get",
    description = "Show one saved workspace.",
    footer = {
      "  gatehouse notebook backup get ID latest",
      "  gatehouse notebook backup get ID BACKUP -o json"
    })
final class BackupGetCommand extends Verb {
  @Parameters(index = "0", paramLabel = "NOTEBOOK", description = "Its id, or a name only it has.")
  private String notebook = "";

  @Parameters(
      index = "1",
      paramLabel = "BACKUP",
      description = "Its id, the beginning of that, or latest.")
  private String backup = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.NOTEBOOK, notebook);
    JsonNode one = remote.get(BackupsOf.one(found, BackupsOf.id(remote, found, backup)));
    output.print(
        session.terminal(),
        one,
        () ->
            one.properties()
                .forEach(
                    member ->
                        session
                            .terminal()
                            .line(member.getKey() + ": " + member.getValue().asString(""))));
    return 0;
  }
}
