package gatehouse.engines.runtimes.local;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Editors;
import gatehouse.engines.runtimes.agent.Inside;
import gatehouse.engines.runtimes.agent.Plan;
import gatehouse.engines.runtimes.agent.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs without a sandbox, as processes of the server's own user: for machines on which none can be
 * made, and only where the administrator said so. The agent is their parent in place of PID 1.
 */
final class Plain {
  /** Tells the agent, and whoever reads a run's folder. */
  private static final String MARK = "--plain";

  /** Below the folder beside the dial socket; short, as a socket's address is. */
  private static final String EDITOR = "ed";

  private Plain() {}

  /** Where an editor finds itself. */
  static Editors.Place place(Path folder, Path workspace, Path temporary) {
    return new Editors.Place(
        folder.resolve(EDITOR).toString(),
        workspace.toString(),
        temporary.resolve("jupyter").toString());
  }

  /**
   * Plans one run.
   *
   * @param temporary a folder that goes with the run
   * @throws Refused where the run needs what only a sandbox can give
   */
  static Plan plan(RunSpec spec, Program program, Path workspace, Path temporary) {
    if (!spec.volumes().isEmpty()) {
      throw new Refused(
          new Conflict("volumes need a sandbox, and none can be made on this machine"));
    }
    var told = new ArrayList<String>();
    told.add(workspace.toString());
    told.add("TMPDIR=" + temporary);
    Inside.environment(spec, program, workspace.toString())
        .forEach((name, value) -> told.add(name + "=" + value));
    Inside.refuseNullBytes(told);
    Inside.refuseNullBytes(program.command());
    var agentOptions = new ArrayList<>(List.of(MARK));
    agentOptions.addAll(program.routes());
    return new Plan(told, agentOptions, program.command(), List.of());
  }

  /** Whether a run was planned here. */
  static boolean isPlanned(List<String> agentOptions) {
    return agentOptions.contains(MARK);
  }

  /** The program that a keeper starts, up to the command itself. */
  static List<String> start(Path agent, List<String> agentOptions) {
    var start = new ArrayList<>(List.of(agent.toString(), "init"));
    start.addAll(agentOptions);
    start.add("--");
    return start;
  }
}
