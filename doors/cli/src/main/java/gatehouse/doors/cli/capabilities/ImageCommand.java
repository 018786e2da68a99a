package gatehouse.doors.cli.capabilities;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse capabilities image}. */
@Command(
    name = "image",
    description = "What jobs and apps run in.",
    subcommands = {CatalogueList.class},
    footer = "  gatehouse capabilities image list")
final class ImageCommand extends Catalogue {
  @Override
  List<String> paths() {
    return List.of("/v1/capabilities/job/image", "/v1/capabilities/app/image");
  }
}
