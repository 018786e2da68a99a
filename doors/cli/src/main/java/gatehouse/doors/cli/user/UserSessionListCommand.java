package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user session list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the sessions of a user.",
    footer = "  gatehouse user session list user-abcdefghijkl")
public final class UserSessionListCommand extends Listing {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(Users.under(session, user, "session"));
  }

  @Override
  protected Table table() {
    return new Table("id", "kind", "name", "since", "last used", "until");
  }

  @Override
  protected List<String> row(Session session, JsonNode one) {
    return List.of(
        text(one, "id"),
        text(one, "kind"),
        text(one, "name"),
        moment(session, one, "createdAt"),
        moment(session, one, "lastUsed"),
        moment(session, one, "expiresAt"));
  }
}
