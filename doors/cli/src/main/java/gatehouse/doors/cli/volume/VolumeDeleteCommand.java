package gatehouse.doors.cli.volume;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse volume delete}. */
@Command(
    name = "delete",
    description = "Forget one; its data, and the workloads that attached it, stay as they are.",
    footer = {"  gatehouse volume delete 4f1c…", "  gatehouse volume delete 4f1c… --yes"})
final class VolumeDeleteCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id.")
  private String id = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Forget the volume " + id + "?")) {
      return 1;
    }
    session.remote().delete(Volumes.one(id));
    session.terminal().line("Forgot the volume " + id + ".");
    return 0;
  }
}
