package gatehouse.doors.cli.app;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Launch;
import gatehouse.doors.cli.workload.Wish;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse app run}. */
@Command(
    name = "run",
    description = "Deploy an app: an HTTP server that keeps running.",
    footer = {
      "  gatehouse app run host --wait -- python3 -m http.server 8080",
      "  gatehouse app run host -n docs -p 9000 --probe-path /health -- ./serve --port 9000",
      "  gatehouse app run host --auto-min-replicas 0 --auto-max-replicas 5 -- ./serve"
    })
public final class AppRunCommand extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "What it runs in. See: gatehouse capabilities image list")
  private String image = "";

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "What to run, after --; the image's own command when left out.")
  private List<String> command = new ArrayList<>();

  @Mixin private Wish wish = new Wish();

  @Option(
      names = {"-p", "--default-http-port"},
      paramLabel = "PORT",
      description = "The port it listens on; 8080 when left out.")
  private @Nullable Integer port;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The port inside that speaks gRPC, if it does.")
  private @Nullable Integer grpcPort;

  @Mixin private ScalingFlags scaling = new ScalingFlags();
  @Mixin private ProbeFlags probe = new ProbeFlags();

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it runs.")
  private boolean wait;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    ObjectNode spec = wish.spec(session.world().environment());
    spec.put("image", image);
    if (!command.isEmpty()) {
      var words = spec.putArray("command");
      command.forEach(words::add);
    }
    if (port != null) {
      spec.put("defaultHttpPort", port);
    }
    if (grpcPort != null) {
      spec.put("grpcPort", grpcPort);
    }
    ObjectNode strategy = scaling.strategy();
    if (strategy != null) {
      spec.set("scalingStrategy", strategy);
    }
    probe.addTo(spec);
    return new Launch(session, Kind.APP, output).of(spec, wait);
  }
}
