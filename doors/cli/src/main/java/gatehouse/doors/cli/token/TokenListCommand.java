package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Pages;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse token list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the tokens; their values are not kept and cannot be shown.",
    footer = {"  gatehouse token list", "  gatehouse token list -o json"})
public final class TokenListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return Pages.ofWorkloads(session.remote(), Tokens.ALL);
  }

  @Override
  protected Table table() {
    return new Table("id", "name", "role", "reaches", "version", "created", "expires");
  }

  @Override
  protected List<String> row(Session session, JsonNode token) {
    JsonNode spec = token.path("spec");
    return List.of(
        text(token, "id"),
        text(spec, "name"),
        text(spec, "role"),
        Tokens.selector(spec),
        text(token.path("status"), "version"),
        moment(session, token, "createdAt"),
        moment(session, spec, "expiresAt"));
  }
}
