package gatehouse.doors.cli.job;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.workload.Following;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Launch;
import gatehouse.doors.cli.workload.Waiting;
import gatehouse.doors.cli.workload.Wish;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse job run}. */
@Command(
    name = "run",
    description = "Run a command as a job.",
    footer = {
      "  gatehouse job run host -- python3 -c 'print(42)'",
      "  gatehouse job run host --follow -e EPOCHS=3 -t 1h -- python3 train.py",
      "  gatehouse job run host -n nightly -c 2 -l team=vision -o json -- make",
      "  gatehouse job run host --array 1-100 -- python3 part.py"
    })
public final class JobRunCommand extends Verb {
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
  @Mixin private Wish.TimeLimit limit = new Wish.TimeLimit();

  @Option(
      names = {"-p", "--default-http-port"},
      paramLabel = "PORT",
      description = "The port behind its URL; 8080 when left out.")
  private @Nullable Integer port;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The port inside that speaks gRPC, if it does.")
  private @Nullable Integer grpcPort;

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it runs.")
  private boolean wait;

  @Option(
      names = "--follow",
      description = "Print its log to the end, then its exit code; leave with 1 if it failed.")
  private boolean follow;

  @Option(
      names = "--array",
      paramLabel = "RANGE",
      converter = ArrayRange.Reader.class,
      description = "Many at once, as 1-100: each knows its GATEHOUSE_ARRAY_INDEX.")
  private @Nullable ArrayRange array;

  @Option(names = "--exit-code", description = "With --follow: leave with the job's own exit code.")
  private boolean exitCode;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) throws InterruptedException {
    if (exitCode && !follow) {
      throw misused("--exit-code goes together with --follow.");
    }
    ObjectNode spec = wish.spec(session.world().environment());
    spec.put("image", image);
    if (!command.isEmpty()) {
      var words = spec.putArray("command");
      command.forEach(words::add);
    }
    limit.addTo(spec);
    if (port != null) {
      spec.put("defaultHttpPort", port);
    }
    if (grpcPort != null) {
      spec.put("grpcPort", grpcPort);
    }
    if (array != null) {
      if (follow || wait) {
        throw misused("--array goes together with neither --follow nor --wait.");
      }
      return many(session, spec, array);
    }
    return follow ? followed(session, spec) : new Launch(session, Kind.JOB, output).of(spec, wait);
  }

  private int many(Session session, ObjectNode spec, ArrayRange range) {
    ObjectNode body = Json.object().put("count", range.count()).put("start", range.start());
    body.set("job", spec);
    Route route = Route.of("/v1/gatehouse/project/{}/job-array", session.project());
    JsonNode made = session.remote().post(route, body);
    output.print(
        session.terminal(),
        made,
        () ->
            session
                .terminal()
                .line(
                    "Asked for "
                        + made.path("ids").size()
                        + " jobs, all with the label array="
                        + made.path("array").asString("")
                        + "."));
    return 0;
  }

  private int followed(Session session, ObjectNode spec) throws InterruptedException {
    Remote remote = session.remote();
    String id = remote.post(Kind.JOB.all(), spec).path("id").asString("");
    session.terminal().remark("Job " + id);
    var waiting = new Waiting(session, remote, Kind.JOB, id);
    waiting.untilThereIsALog();
    new Following(session, remote, Kind.JOB, id).toTheEnd();
    JsonNode end = waiting.untilItEnds();
    JsonNode code = end.path("status").path("exitCode");
    session
        .terminal()
        .remark(code.isNumber() ? "Exit code " + code.asInt() : "It ended without an exit code.");
    if (exitCode) {
      return Waiting.exitCode(end);
    }
    return Waiting.failed(end) ? 1 : 0;
  }
}
