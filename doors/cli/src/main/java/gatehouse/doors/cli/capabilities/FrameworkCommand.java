package gatehouse.doors.cli.capabilities;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse capabilities framework}. */
@Command(
    name = "framework",
    description = "What notebooks compute with.",
    subcommands = {CatalogueList.class, CatalogueGet.class},
    footer = "  gatehouse capabilities framework list")
final class FrameworkCommand extends Catalogue {
  @Override
  List<String> paths() {
    return List.of("/v1/capabilities/notebook/framework");
  }
}
