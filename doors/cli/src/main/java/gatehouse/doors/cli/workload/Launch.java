package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Remote;
import tools.jackson.databind.JsonNode;

/** Asks for a workload, and waits for it when told to. */
public final class Launch {
  private final Session session;
  private final Kind kind;
  private final Output output;

  /** A launch that prints its result. */
  public Launch(Session session, Kind kind, Output output) {
    this.session = session;
    this.kind = kind;
    this.output = output;
  }

  /** Asks for it and prints it as it is then; with {@code wait}, as it is when it runs. */
  public int of(JsonNode spec, boolean wait) {
    Remote remote = session.remote();
    JsonNode made = remote.post(kind.all(), spec);
    JsonNode shown =
        wait
            ? new Waiting(session, remote, kind, made.path("id").asString("")).untilItRuns()
            : made;
    output.print(session.terminal(), shown, () -> WorkloadCard.print(session, kind, shown));
    return wait && Waiting.failed(shown) ? 1 : 0;
  }
}
