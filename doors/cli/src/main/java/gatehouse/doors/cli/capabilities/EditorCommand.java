package gatehouse.doors.cli.capabilities;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse capabilities editor}. */
@Command(
    name = "editor",
    description = "What notebooks are seen in.",
    subcommands = {CatalogueList.class, CatalogueGet.class},
    footer = "  gatehouse capabilities editor list")
final class EditorCommand extends Catalogue {
  @Override
  List<String> paths() {
    return List.of("/v1/capabilities/notebook/editor");
  }
}
