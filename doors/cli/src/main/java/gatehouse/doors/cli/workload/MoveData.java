package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Moves the data of a workload's volumes by hand, in one direction. */
abstract class MoveData extends WorkloadVerb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Parameters(
      arity = "0..1",
      paramLabel = "VOLUME",
      description = "Only this volume: its mount path or id; all when left out.")
  private @Nullable String volume;

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it is done.")
  private boolean wait;

  @Mixin private Output output = new Output();

  private final String direction;

  MoveData(String direction) {
    this.direction = direction;
  }

  @Override
  protected int run(Session session) {
    Remote remote = session.remote();
    String found = Lookup.id(remote, kind(), id);
    ObjectNode spec = Json.object().put("direction", direction).put("manual", true);
    if (volume != null) {
      spec.put("volume", volume);
    }
    JsonNode asked = remote.post(kind().under(found, "datasync"), spec);
    JsonNode shown =
        wait ? new Syncing(session, remote, kind(), found, asked).untilItIsOver() : asked;
    output.print(session.terminal(), shown, () -> Syncing.print(session, direction, shown));
    return wait && !shown.at("/status/state").asString("").equals("DONE") ? 1 : 0;
  }
}
