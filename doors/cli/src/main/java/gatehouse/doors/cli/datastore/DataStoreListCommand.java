package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse datastore list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the data stores; LOCAL is this installation's own.",
    footer = {"  gatehouse datastore list", "  gatehouse datastore list -o json"})
final class DataStoreListCommand extends Listing {
  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(DataStores.all(session));
  }

  @Override
  protected Table table() {
    return new Table("alias", "store_type", "owner", "endpoint");
  }

  @Override
  protected List<String> row(Session session, JsonNode store) {
    return List.of(
        text(store, "alias"), text(store, "type"), text(store, "owner"), text(store, "endpoint"));
  }
}
