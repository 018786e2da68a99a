package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse datastore delete}. */
@Command(
    name = "delete",
    description = "Forget a data store; what is in it stays.",
    footer = {"  gatehouse datastore delete LAB", "  gatehouse datastore delete LAB --yes"})
final class DataStoreDeleteCommand extends Verb {
  @Parameters(paramLabel = "ALIAS", description = "Its alias.")
  private String alias = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Forget the data store " + alias + "?")) {
      return 1;
    }
    session.remote().delete(DataStores.one(session, alias));
    session.terminal().line("Forgot the data store " + alias + ".");
    return 0;
  }
}
