package gatehouse.doors.cli.framework;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse framework delete}. */
@Command(
    name = "delete",
    description = "Take one away, or one version of it; notebooks that have it keep their image.",
    footer = {
      "  gatehouse framework delete pytorch",
      "  gatehouse framework delete pytorch --version 2025-11-03"
    })
final class FrameworkDeleteCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "What it is called.")
  private String id = "";

  @Option(names = "--version", paramLabel = "VERSION", description = "Only this version.")
  private @Nullable String version;

  @Override
  protected int run(Session session) {
    Route route = Route.of("/v1/gatehouse/project/{}/framework/{}", session.project(), id);
    session.remote().delete(version == null ? route : route.with("version", version));
    session.terminal().line("Took away " + id + (version == null ? "" : " " + version) + ".");
    return 0;
  }
}
