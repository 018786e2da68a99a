package gatehouse.doors.cli.app;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse app set-image}. */
@Command(
    name = "set-image",
    description = "Change what an app runs in; what serves goes on until the new is ready.",
    footer = "  gatehouse app set-image ID ghcr.io/acme/model:2")
public final class AppSetImageCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "IMAGE", description = "What it runs in from now on.")
  private String image = "";

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.APP, id);
    remote.put(Kind.APP.one(found), Json.object().put("url", image));
    session.terminal().line("Changing app " + found + " to " + image + ".");
    return 0;
  }
}
