package gatehouse.doors.cli.volume;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.workload.VolumeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse volume create}. */
@Command(
    name = "create",
    description = "Keep a source of data under an id.",
    footer = {
      "  gatehouse volume create train@LOCAL/images",
      "  gatehouse volume create https://git.example.org/tools.git",
      "  gatehouse job run host --volume ID:/workspace/data:ro -- ls /workspace/data"
    })
final class VolumeCreateCommand extends Verb {
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "SOURCE",
      description = "container@alias, container@alias/prefix, or a URL that ends in .git.")
  private String source = "";

  @Option(
      names = "--no-cache",
      description = "Give each workload a folder of its own, though it only reads.")
  private boolean noCache;

  @Override
  protected int run(Session session) {
    ObjectNode wish = VolumeText.source(source);
    if (noCache) {
      wish.put("cache", false);
    }
    JsonNode made = session.remote().post(Volumes.all(), wish);
    output.print(
        session.terminal(),
        made,
        () ->
            session
                .terminal()
                .line("Kept " + Volumes.source(made) + ": " + made.path("id").asString("")));
    return 0;
  }
}
