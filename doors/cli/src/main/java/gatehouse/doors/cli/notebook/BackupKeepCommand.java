package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse notebook backup keep}. */
@Command(
    name = "keep",
    description = {
      "Show, or say, how long backups are kept: of one notebook, or of all in the project.",
      "",
      "What is not named stays as it is. The newest backup of a notebook is always kept."
    },
    footer = {
      "  gatehouse notebook backup keep",
      "  gatehouse notebook backup keep --number 10 --days 90",
      "  gatehouse notebook backup keep ID --number 3",
      "  gatehouse notebook backup keep ID --reset"
    })
final class BackupKeepCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "NOTEBOOK",
      description = "Its id, or a name only it has; the whole project when left out.")
  private @Nullable String notebook;

  @Option(names = "--number", paramLabel = "N", description = "How many of one notebook.")
  private @Nullable Integer number;

  @Option(names = "--days", paramLabel = "N", description = "For how many days; 0 for ever.")
  private @Nullable Integer days;

  @Option(
      names = "--at-least",
      paramLabel = "N",
      description = "So many, the newest, however old they are.")
  private @Nullable Integer atLeast;

  @Option(names = "--reset", description = "As is usual again.")
  private boolean reset;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    ObjectNode wish = wish();
    if (reset && !wish.isEmpty()) {
      throw misused("--reset goes alone.");
    }
    Remote remote = session.remote();
    Route route =
        notebook == null
            ? Route.of("/v1/gatehouse/project/{}/backup-retention", session.project())
            : Route.of(
                "/v1/gatehouse/project/{}/notebook/{}/backup-retention",
                session.project(),
                Lookup.id(remote, Kind.NOTEBOOK, notebook));
    if (reset) {
      remote.delete(route);
    }
    JsonNode now = wish.isEmpty() ? remote.get(route) : remote.put(route, wish);
    output.print(session.terminal(), now, () -> session.terminal().line(sentence(now)));
    return 0;
  }

  private ObjectNode wish() {
    ObjectNode wish = Json.object();
    if (number != null) {
      wish.put("retainedNumber", number);
    }
    if (days != null) {
      wish.put("lifetimeInDays", days);
    }
    if (atLeast != null) {
      wish.put("lifetimeEvictionThreshold", atLeast);
    }
    return wish;
  }

  private static String sentence(JsonNode policy) {
    int until = policy.path("lifetimeInDays").asInt();
    return "Kept: "
        + policy.path("retainedNumber").asInt()
        + " of each notebook, "
        + (until == 0 ? "however old" : "for " + until + " days")
        + "; the newest "
        + policy.path("lifetimeEvictionThreshold").asInt()
        + " in any case.";
  }
}
