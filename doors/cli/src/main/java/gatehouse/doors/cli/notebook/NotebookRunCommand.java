package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Launch;
import gatehouse.doors.cli.workload.Wish;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse notebook run}. */
@Command(
    name = "run",
    description = "Start a new notebook.",
    footer = {
      "  gatehouse capabilities framework list",
      "  gatehouse notebook run python3 jupyter --wait",
      "  gatehouse notebook run python3 jupyter -n experiments -c 2 -l team=vision -o json"
    })
public final class NotebookRunCommand extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "FRAMEWORK",
      description = "What it computes with. See: gatehouse capabilities framework list")
  private String framework = "";

  @Parameters(
      index = "1",
      paramLabel = "EDITOR",
      description = "What one sees. See: gatehouse capabilities editor list")
  private String editor = "";

  @Option(
      names = "--framework-version",
      paramLabel = "VERSION",
      description = "The newest when left out.")
  private @Nullable String version;

  @Option(
      names = "--restart-on-timeout",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Start it again when its time limit has stopped it.")
  private @Nullable Boolean restart;

  @Mixin private Wish wish = new Wish();

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it runs.")
  private boolean wait;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    ObjectNode spec = wish.spec(session.world().environment());
    ObjectNode environment = spec.putObject("env");
    environment.put("frameworkId", framework).put("editorId", editor);
    if (version != null) {
      environment.put("frameworkVersion", version);
    }
    if (restart != null) {
      spec.put("timeoutAutoRestart", restart);
    }
    return new Launch(session, Kind.NOTEBOOK, output).of(spec, wait);
  }
}
