package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Deletion;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse account delete}. */
@Command(
    name = "delete",
    aliases = "rm",
    description = "Delete an account: it is out everywhere once the command has returned.",
    footer = "  gatehouse account delete ada")
public final class AccountDeleteCommand extends Deletion {
  @Parameters(paramLabel = "NAME", description = "The account's name.")
  private String name = "";

  @Override
  protected String what() {
    return "the account " + name;
  }

  @Override
  protected Route route(Session session) {
    return Accounts.one(name);
  }
}
