package gatehouse.doors.cli.capabilities;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse capabilities … get}. */
@Command(
    name = "get",
    description = "Show one entry with everything known about it.",
    footer = "  ${COMMAND-FULL-NAME} ID")
final class CatalogueGet extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id, as in the list.")
  private String id = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var catalogue = (Catalogue) spec().parent().userObject();
    JsonNode found = session.remote().get(Route.of(catalogue.paths().getFirst() + "/{}", id));
    output.print(session.terminal(), found, () -> session.terminal().line(Yaml.of(found)));
    return 0;
  }
}
