package gatehouse.doors.cli.app;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse app update}. */
@Command(
    name = "update",
    description = {
      "Change an app while it serves: the old replicas go on until the new are ready.",
      "",
      "What is not said stays. Variables are added to its own; NAME= takes one away."
    },
    footer = {
      "  gatehouse app update ID -e LOG=debug -e OLD=",
      "  gatehouse app update ID --image ghcr.io/acme/model:2 --cpu 4",
      "  gatehouse app update ID -- ./serve --port 8080"
    })
public final class AppUpdateCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "What to run instead, after --.")
  private List<String> command = new ArrayList<>();

  @Option(names = "--image", paramLabel = "IMAGE", description = "What it runs in instead.")
  private @Nullable String image;

  @Option(
      names = {"-e", "--env", "--envvar"},
      paramLabel = "NAME=VALUE",
      description = "An environment variable; repeatable.")
  private List<String> environment = new ArrayList<>();

  @Option(
      names = {"-p", "--default-http-port"},
      paramLabel = "PORT",
      description = "The port it listens on.")
  private @Nullable Integer port;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The port inside that speaks gRPC; 0 for none.")
  private @Nullable Integer grpcPort;

  @Option(
      names = {"-c", "--cpu"},
      paramLabel = "COUNT",
      description = "How many CPUs each replica has; its memory follows.")
  private @Nullable Integer cpu;

  @Option(
      names = {"-g", "--gpu"},
      paramLabel = "COUNT",
      description = "How many GPUs.")
  private @Nullable Integer gpu;

  @Option(
      names = {"-f", "--flavor"},
      paramLabel = "ID",
      description = "The kind of machine. See: gatehouse capabilities flavor list")
  private @Nullable String flavor;

  @Mixin private ScalingFlags scaling = new ScalingFlags();
  @Mixin private ProbeFlags probe = new ProbeFlags();

  @Override
  protected int run(Session session) {
    ObjectNode changes = Json.object();
    put(changes, "url", image);
    put(changes, "defaultHttpPort", port);
    put(changes, "grpcPort", grpcPort);
    put(changes, "cpu", cpu);
    put(changes, "gpu", gpu);
    put(changes, "flavor", flavor);
    if (!command.isEmpty()) {
      var words = changes.putArray("command");
      command.forEach(words::add);
    }
    if (!environment.isEmpty()) {
      var list = changes.putArray("envVars");
      for (String variable : environment) {
        int equals = variable.indexOf('=');
        if (equals < 1) {
          throw misused("A variable is written NAME=VALUE, not \"" + variable + "\".");
        }
        list.addObject()
            .put("name", variable.substring(0, equals))
            .put("value", variable.substring(equals + 1));
      }
    }
    probe.addTo(changes);
    ObjectNode strategy = scaling.strategy();
    if (strategy != null) {
      changes.set("scalingStrategy", strategy);
    }
    if (changes.isEmpty()) {
      throw misused("Say what is to change, as -e NAME=VALUE or --image IMAGE.");
    }
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.APP, id);
    remote.put(Kind.APP.one(found), changes);
    session.terminal().line("Changing app " + found + ".");
    return 0;
  }

  private static void put(ObjectNode node, String name, @Nullable Integer value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
