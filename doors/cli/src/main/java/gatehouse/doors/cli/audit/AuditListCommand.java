package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse audit list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the newest lines of the audit.",
    footer = {
      "  gatehouse audit list",
      "  gatehouse audit list --mine",
      "  gatehouse audit list --subject user:42 --limit 20",
      "  gatehouse audit list --action role.remove -o json"
    })
public final class AuditListCommand extends Verb {
  @Option(names = "--subject", paramLabel = "SUBJECT", description = "Whose deeds, as user:42.")
  private @Nullable String subject;

  @Option(names = "--mine", description = "What you did and what was done to you; for everybody.")
  private boolean mine;

  @Option(names = "--action", paramLabel = "ACTION", description = "Which deeds, as user.create.")
  private @Nullable String action;

  @Option(names = "--before", paramLabel = "NUMBER", description = "Only lines before this one.")
  private @Nullable Long before;

  @Option(names = "--limit", paramLabel = "COUNT", description = "At most so many; 50 by default.")
  private int limit = 50;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (limit < 1) {
      throw misused("--limit is at least 1.");
    }
    if (mine && subject != null) {
      throw misused("--mine and --subject: give one of them.");
    }
    Route route =
        Route.of("/v1/gatehouse/project/{}/audit", session.project())
            .with("limit", Integer.toString(limit));
    if (mine) {
      route = route.with("about", "me");
    }
    if (subject != null) {
      route = route.with("subject", subject);
    }
    if (action != null) {
      route = route.with("action", action);
    }
    if (before != null) {
      route = route.with("before", Long.toString(before));
    }
    JsonNode lines = session.remote().get(route);
    output.print(session.terminal(), lines, () -> table(session, lines).print(session.terminal()));
    return 0;
  }

  /** To whom or what, as people know it, where the line says; ids are in the JSON. */
  private static String target(JsonNode line) {
    String target = line.path("target").asString("");
    String kind = target.substring(0, Math.max(0, target.indexOf(':')));
    JsonNode details = line.path("details");
    String name = details.path(kind).asString(details.path("name").asString(""));
    if (name.isEmpty() && target.equals(line.path("subject").asString(""))) {
      name = line.path("who").asString("");
    }
    if (kind.isEmpty() || name.isEmpty() || target.endsWith(":" + name)) {
      return target;
    }
    return name.startsWith(kind + "-") ? name : kind + " " + name;
  }

  private static Table table(Session session, JsonNode lines) {
    var table = new Table("number", "when", "who", "by", "from", "did", "to", "result");
    for (JsonNode line : lines.values()) {
      table.row(
          List.of(
              line.path("number").asString(""),
              session.dates().readable(line.path("at").asString("")),
              line.path("who").asString(""),
              line.path("credential").asString(""),
              line.path("address").asString(""),
              line.path("action").asString(""),
              target(line),
              line.path("result").asString("")));
    }
    return table;
  }
}
