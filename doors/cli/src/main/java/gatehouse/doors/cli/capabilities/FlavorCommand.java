package gatehouse.doors.cli.capabilities;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse capabilities flavor}. */
@Command(
    name = "flavor",
    description = "The kinds of machine: CPUs, GPUs, memory.",
    subcommands = {CatalogueList.class, CatalogueGet.class},
    footer = "  gatehouse capabilities flavor list")
final class FlavorCommand extends Catalogue {
  @Override
  List<String> paths() {
    return List.of("/v1/capabilities/flavor");
  }
}
