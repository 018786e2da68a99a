package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts keepers. */
final class Launcher {
  private final Path agent;
  private final Sandbox sandbox;

  Launcher(Path agent, Sandbox sandbox) {
    this.agent = agent;
    this.sandbox = sandbox;
  }

  /**
   * Starts a keeper for a run whose folder is complete. May be repeated: of two keepers the later
   * one finds the run taken and leaves.
   */
  Process start(RunFolder folder, RunResources resources, Limits limits) throws IOException {
    String name = folder.path().getFileName().toString();
    Limits.Confinement confinement = limits.confine(name, resources);
    var command = new ArrayList<>(List.of(agent.toString(), "keep"));
    command.addAll(List.of("--run", folder.path().toString()));
    command.addAll(List.of("--socket", folder.socket().toString()));
    command.addAll(folder.keeperOptions());
    command.addAll(confinement.keeperOptions());
    command.add("--");
    command.addAll(confinement.wrapper());
    List<String> agentOptions = folder.agentOptions();
    command.addAll(
        Plain.isPlanned(agentOptions)
            ? Plain.start(agent, agentOptions)
            : sandbox.start(agentOptions));
    var keeper = new ProcessBuilder(command);
    keeper.environment().clear();
    keeper.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    keeper.redirectErrorStream(true);
    keeper.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    return keeper.start();
  }
}
