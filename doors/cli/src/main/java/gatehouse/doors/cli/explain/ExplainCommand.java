package gatehouse.doors.cli.explain;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Safe;
import gatehouse.doors.cli.terminal.Table;
import gatehouse.doors.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse explain}. */
@Command(
    name = "explain",
    description = "Say why a user may or may not do something, or who may.",
    footer = {
      "  gatehouse explain user-abcdefghijkl notebook_stop",
      "  gatehouse explain user-abcdefghijkl notebook_open 5f0c2f2e-7d0d-4f6a-9a43-0c7d1b8e2a11",
      "  gatehouse explain --who job_launch"
    })
public final class ExplainCommand extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "USER", description = "Name or id.")
  private @Nullable String user;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PERMISSION",
      description = "As notebook_stop; gatehouse role list -o json names them all.")
  private @Nullable String permission;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "WORKLOAD",
      description = "The id of the workload meant, where one is.")
  private @Nullable String workload;

  @Option(
      names = "--who",
      paramLabel = "PERMISSION",
      description = "List everybody who has this permission.")
  private @Nullable String who;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Route route = Route.of("/v1/gatehouse/project/{}/explain", session.project());
    if (who != null) {
      if (user != null) {
        throw misused("Ask either about a user or, with --who, about everybody.");
      }
      JsonNode answer = session.remote().get(route.with("permission", who));
      output.print(session.terminal(), answer, () -> holders(answer).print(session.terminal()));
      return 0;
    }
    if (user == null || permission == null) {
      throw misused("Name a user and a permission, as: gatehouse explain USER notebook_stop");
    }
    route = route.with("user", user).with("permission", permission);
    JsonNode answer =
        session.remote().get(workload == null ? route : route.with("workload", workload));
    output.print(session.terminal(), answer, () -> reasons(session.terminal(), answer));
    return 0;
  }

  private static Table holders(JsonNode answer) {
    var table = new Table("user", "because");
    for (JsonNode one : answer.path("who").values()) {
      table.row(List.of(one.path("username").asString(""), one.path("because").asString("")));
    }
    return table;
  }

  private static void reasons(Terminal terminal, JsonNode answer) {
    boolean allowed = answer.path("allowed").asBoolean(false);
    terminal.line(
        terminal.paint(allowed ? Colour.GREEN : Colour.RED, allowed ? "Yes." : "No.")
            + " "
            + Safe.line(answer.path("sentence").asString("")));
    for (JsonNode step : answer.path("chain").values()) {
      terminal.line("  " + Safe.line(step.asString("")));
    }
    String change = answer.path("change").asString("");
    if (!change.isBlank()) {
      terminal.line("To change it: " + Safe.line(change));
    }
  }
}
