package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Pages;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code … list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List what there is; what has ended is left out unless asked for.",
    footer = {
      "  ${COMMAND-FULL-NAME}",
      "  ${COMMAND-FULL-NAME} --all -o json",
      "  ${COMMAND-FULL-NAME} -s RUNNING -l team=vision"
    })
public final class ListWorkloads extends WorkloadVerb {
  @Option(
      names = {"-a", "--all"},
      description = "What has ended too.")
  private boolean all;

  @Option(
      names = {"-s", "--state", "--states"},
      paramLabel = "STATE",
      split = ",",
      description = "Only these states, as RUNNING; may be repeated.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--user", paramLabel = "NAME", description = "Only what this user made.")
  private @Nullable String user;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Only what carries this label; may be repeated.")
  private List<String> labels = new ArrayList<>();

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    Route route = kind().all();
    for (String state : states) {
      route = route.with("statusState", state.toUpperCase(Locale.ROOT));
    }
    if (user != null) {
      route = route.with("userName", user);
    }
    if (!labels.isEmpty()) {
      route = route.with("labelSelector", String.join(",", labels));
    }
    ArrayNode found = Pages.ofWorkloads(session.remote(), route);
    ArrayNode shown = Json.array();
    for (JsonNode one : found.values()) {
      if (all || !states.isEmpty() || !kind().hasEnded(stateOf(one))) {
        shown.add(one);
      }
    }
    output.print(session.terminal(), shown, () -> table(session, shown).print(session.terminal()));
    int hidden = found.size() - shown.size();
    if (hidden > 0 && !output.forPrograms()) {
      session.terminal().remark(hidden + " ended, not shown: see them with --all");
    }
    return 0;
  }

  private static String stateOf(JsonNode workload) {
    return workload.path("status").path("state").asString("");
  }

  private static Table table(Session session, JsonNode workloads) {
    var table = new Table("id", "name", "state", "user", "created", "ran for", "url");
    for (JsonNode one : workloads.values()) {
      String state = stateOf(one);
      table.row(
          List.of(
              one.path("id").asString(""),
              one.path("spec").path("name").asString(""),
              session.terminal().paint(Colour.ofState(state), state),
              one.path("user").asString(""),
              session.dates().readable(one.path("createdAt").asString("")),
              WorkloadCard.ranFor(one.path("status")),
              one.path("status").path("url").asString("")));
    }
    return table;
  }
}
