package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code … start}. */
@Command(
    name = "start",
    description = "Start again what has ended or was stopped, under the same id and URL.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} NAME --wait"})
public final class StartWorkload extends WorkloadVerb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it runs.")
  private boolean wait;

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, kind(), id);
    remote.put(kind().under(found, "start"), null);
    session.terminal().line("Starting " + kind().word() + " " + found + ".");
    if (!wait) {
      return 0;
    }
    JsonNode now = new Waiting(session, remote, kind(), found).untilItRunsAgain();
    WorkloadCard.print(session, kind(), now);
    return Waiting.failed(now) ? 1 : 0;
  }
}
