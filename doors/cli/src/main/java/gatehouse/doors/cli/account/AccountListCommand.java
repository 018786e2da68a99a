package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the accounts.",
    footer = "  gatehouse account list")
public final class AccountListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode accounts = session.remote().get(Accounts.ALL);
    output.print(
        session.terminal(),
        accounts,
        () -> {
          var table = new Table("name", "status", "created", "last sign-in");
          for (JsonNode account : accounts.values()) {
            String last = session.dates().readable(account.path("lastSignIn").asString(""));
            table.row(
                List.of(
                    account.path("name").asString(""),
                    account.path("status").asString(""),
                    session.dates().readable(account.path("createdAt").asString("")),
                    last.isEmpty() ? "never" : last));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
