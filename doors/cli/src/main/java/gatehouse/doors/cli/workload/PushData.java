package gatehouse.doors.cli.workload;

import picocli.CommandLine.Command;

/** {@code … push-data}. */
@Command(
    name = "push-data",
    description = "Write what changed in its rw and rwd volumes back to where it came from.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} ID /workspace/out --wait"})
public final class PushData extends MoveData {
  PushData() {
    super("push");
  }
}
