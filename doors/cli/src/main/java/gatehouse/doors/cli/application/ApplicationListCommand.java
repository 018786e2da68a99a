package gatehouse.doors.cli.application;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse application list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the applications and when each was last used.",
    footer = "  gatehouse application list")
public final class ApplicationListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode applications = session.remote().get(Applications.ALL);
    output.print(
        session.terminal(),
        applications,
        () -> {
          var table =
              new Table("id", "name", "key", "created", "last use", "allowed from", "description");
          for (JsonNode one : applications.values()) {
            String used = session.dates().readable(one.path("lastUse").asString(""));
            table.row(
                List.of(
                    one.path("id").asString(""),
                    one.path("name").asString(""),
                    one.path("applicationKey").asString(""),
                    session.dates().readable(one.path("createdAt").asString("")),
                    used.isEmpty() ? "never" : used,
                    Applications.from(one),
                    one.path("description").asString("")));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
