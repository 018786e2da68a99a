package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse registry delete}. */
@Command(
    name = "delete",
    description = "Forget one; what was pulled stays for a while.",
    footer = {"  gatehouse registry delete 4f1c…", "  gatehouse registry delete 4f1c… --yes"})
final class RegistryDeleteCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id.")
  private String id = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Forget the registry " + id + "?")) {
      return 1;
    }
    session.remote().delete(Registries.one(id));
    session.terminal().line("Forgot the registry " + id + ".");
    return 0;
  }
}
