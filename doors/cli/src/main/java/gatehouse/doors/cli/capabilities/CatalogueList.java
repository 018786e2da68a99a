package gatehouse.doors.cli.capabilities;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;

/** {@code gatehouse capabilities … list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List what there is to choose from.",
    footer = {"  ${COMMAND-FULL-NAME}", "  ${COMMAND-FULL-NAME} -o json"})
final class CatalogueList extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var catalogue = (Catalogue) spec().parent().userObject();
    Remote remote = session.remote();
    ArrayNode all = Json.array();
    for (String path : catalogue.paths()) {
      remote.get(new Route(path)).values().forEach(all::add);
    }
    output.print(session.terminal(), all, () -> Offers.table(all).print(session.terminal()));
    return 0;
  }
}
