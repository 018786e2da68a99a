package gatehouse.doors.cli.workload;

import picocli.CommandLine.Command;

/** {@code … pull-data}. */
@Command(
    name = "pull-data",
    description = "Bring what changed at the source of its volumes.",
    footer = {"  ${COMMAND-FULL-NAME} ID", "  ${COMMAND-FULL-NAME} ID /workspace/data --wait"})
public final class PullData extends MoveData {
  PullData() {
    super("pull");
  }
}
