package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code … get}. */
@Command(
    name = "get",
    description = "Show one: its state and why, its URL, what it runs.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} NAME -o json"})
public final class GetWorkload extends WorkloadVerb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    JsonNode found = remote.get(kind().one(Lookup.id(remote, kind(), id)));
    output.print(session.terminal(), found, () -> WorkloadCard.print(session, kind(), found));
    return 0;
  }
}
