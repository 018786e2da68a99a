package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code … logs}. */
@Command(
    name = "logs",
    description = "Print the log; follow it to the end with -f.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} -f NAME"})
public final class LogsOfWorkload extends WorkloadVerb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Print what comes, until it ends.")
  private boolean follow;

  @Option(names = "--tail", paramLabel = "LINES", description = "Only the last lines.")
  private @Nullable Integer tail;

  @Option(names = "--exit-code", description = "With -f: leave with the job's own exit code.")
  private boolean exitCode;

  @Override
  protected int run(Session session) throws InterruptedException {
    if (tail != null && (tail < 0 || follow)) {
      throw misused("--tail takes a number of lines, and not together with --follow.");
    }
    Remote remote = session.remote();
    String found = Lookup.id(remote, kind(), id);
    if (!follow) {
      Route log = kind().under(found, "log");
      String text = remote.text(tail == null ? log : log.with("tail", Integer.toString(tail)));
      session.terminal().out().print(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
      return 0;
    }
    JsonNode last = new Following(session, remote, kind(), found).toTheEnd();
    return exitCode ? Waiting.exitCode(last) : 0;
  }
}
