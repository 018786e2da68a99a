package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code … stop}. */
@Command(
    name = "stop",
    description = "Stop what runs; it can be started again.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} NAME --wait"})
public final class StopWorkload extends WorkloadVerb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it has ended.")
  private boolean wait;

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, kind(), id);
    remote.put(kind().under(found, kind().stopRoute()), null);
    session.terminal().line("Stopping " + kind().word() + " " + found + ".");
    if (wait) {
      JsonNode now = new Waiting(session, remote, kind(), found).untilItEnds();
      WorkloadCard.print(session, kind(), now);
    }
    return 0;
  }
}
