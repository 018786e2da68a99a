package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user session list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the sessions of a user.",
    footer = "  gatehouse user session list user-abcdefghijkl")
public final class UserSessionListCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode sessions = session.remote().get(Users.under(session, user, "session"));
    output.print(
        session.terminal(),
        sessions,
        () -> {
          var table = new Table("id", "kind", "name", "since", "last used", "until");
          for (JsonNode one : sessions.values()) {
            table.row(
                List.of(
                    one.path("id").asString(""),
                    one.path("kind").asString(""),
                    one.path("name").asString(""),
                    session.dates().readable(one.path("createdAt").asString("")),
                    session.dates().readable(one.path("lastUsed").asString("")),
                    session.dates().readable(one.path("expiresAt").asString(""))));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
