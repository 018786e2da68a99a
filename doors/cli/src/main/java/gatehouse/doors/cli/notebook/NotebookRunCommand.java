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
      "  gatehouse notebook run --wait",
      "  gatehouse notebook run host jupyterlab -n experiments -c 2 -l team=vision -o json",
      "See what there is: gatehouse capabilities framework list, gatehouse capabilities editor list"
    })
public final class NotebookRunCommand extends Verb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FRAMEWORK",
      description = "What it computes with; the server's first when left out.")
  private @Nullable String framework;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EDITOR",
      description = "What one sees; the server's first when left out.")
  private @Nullable String editor;

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

  @Option(
      names = "--idle-stop",
      paramLabel = "TIME|off",
      description = "Stop it when no kernel has computed for so long, as 2h.")
  private @Nullable String idleStop;

  @Mixin private Wish wish = new Wish();

  @Option(
      names = {"-w", "--wait"},
      description = "Return only when it runs.")
  private boolean wait;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    ObjectNode spec = wish.spec(session.world().environment());
    if (framework != null) {
      ObjectNode environment = spec.putObject("env").put("frameworkId", framework);
      if (editor != null) {
        environment.put("editorId", editor);
      }
      if (version != null) {
        environment.put("frameworkVersion", version);
      }
    } else if (version != null) {
      throw misused("--framework-version goes together with a framework.");
    }
    if (restart != null) {
      spec.put("timeoutAutoRestart", restart);
    }
    if (idleStop != null) {
      ObjectNode labels =
          spec.get("labels") instanceof ObjectNode given ? given : spec.putObject("labels");
      labels.put("idle-stop", idleStop);
    }
    return new Launch(session, Kind.NOTEBOOK, output).of(spec, wait);
  }
}
