package gatehouse.doors.cli.app;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse app scale}. */
@Command(
    name = "scale",
    description = "Change how many replicas an app has, or by what that is decided.",
    footer = {
      "  gatehouse app scale ID --replicas 3",
      "  gatehouse app scale ID --auto-min-replicas 0 --auto-max-replicas 5",
      "  gatehouse app scale ID --auto-max-replicas 5 --auto-custom-target-value 10 \\",
      "    --auto-custom-api-url 'http://<SELF>:9000/queue' --auto-custom-value-location length"
    })
public final class AppScaleCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Mixin private ScalingFlags scaling = new ScalingFlags();

  @Override
  protected int run(Session session) {
    ObjectNode strategy = scaling.strategy();
    if (strategy == null) {
      throw misused("Say how many with --replicas, or at most how many with --auto-max-replicas.");
    }
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.APP, id);
    remote.put(Kind.APP.under(found, "scalingstrategy"), strategy);
    session.terminal().line("Changed how app " + found + " scales.");
    return 0;
  }
}
