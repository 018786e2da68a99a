package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the accounts.",
    footer = "  gatehouse account list")
public final class AccountListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(Accounts.ALL);
  }

  @Override
  protected Table table() {
    return new Table("name", "status", "created", "last sign-in");
  }

  @Override
  protected List<String> row(Session session, JsonNode account) {
    String last = moment(session, account, "lastSignIn");
    return List.of(
        text(account, "name"),
        text(account, "status"),
        moment(session, account, "createdAt"),
        last.isEmpty() ? "never" : last);
  }
}
