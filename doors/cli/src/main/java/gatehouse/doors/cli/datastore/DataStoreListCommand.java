package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse datastore list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the data stores; LOCAL is this installation's own.",
    footer = {"  gatehouse datastore list", "  gatehouse datastore list -o json"})
final class DataStoreListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode stores = session.remote().get(DataStores.all(session));
    output.print(
        session.terminal(),
        stores,
        () -> {
          var table = new Table("alias", "store_type", "owner", "endpoint");
          for (JsonNode store : stores.values()) {
            table.row(
                List.of(
                    store.path("alias").asString(""),
                    store.path("type").asString(""),
                    store.path("owner").asString(""),
                    store.path("endpoint").asString("")));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
