package gatehouse.doors.cli.usage;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse usage}. */
@Command(
    name = "usage",
    description = "Hours of CPU and GPU: one's own, or, for who sees users, everybody's.",
    footer = {"  gatehouse usage", "  gatehouse usage --by label --since 30d -o json"})
public final class UsageCommand extends Verb {
  @Option(
      names = "--by",
      paramLabel = "user|label",
      description = "What to sum it up by; user when left out.")
  private String by = "user";

  @Option(
      names = "--since",
      paramLabel = "DAYS",
      description = "So far back, as 30d, today included; 7d when left out.")
  private String since = "7d";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (!since.matches("[0-9]{1,3}d")) {
      throw misused("--since is a number of days, as 7d.");
    }
    Route route =
        Route.of("/v1/gatehouse/project/{}/usage", session.project())
            .with("by", by)
            .with("days", since.substring(0, since.length() - 1));
    JsonNode answer = session.remote().get(route);
    output.print(session.terminal(), answer, () -> show(session, answer));
    return 0;
  }

  private static void show(Session session, JsonNode answer) {
    var table =
        new Table(
            answer.path("by").asString("").toUpperCase(Locale.ROOT), "CPU-HOURS", "GPU-HOURS");
    for (JsonNode one : answer.path("items").values()) {
      table.row(
          List.of(
              one.path("name").asString(""),
              hours(one.path("cpuHours").asDouble(0)),
              hours(one.path("gpuHours").asDouble(0))));
    }
    table.print(session.terminal());
  }

  private static String hours(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
