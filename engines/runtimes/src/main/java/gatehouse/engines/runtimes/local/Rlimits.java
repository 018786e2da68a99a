package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Use;
import java.util.List;
import java.util.Optional;

/** The last resort: limits that each process carries by itself. */
final class Rlimits implements Limits {
  private final int processes;

  Rlimits(int processes) {
    this.processes = processes;
  }

  @Override
  public String name() {
    return "rlimit";
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "Limits are partly advisory: memory is limited for each process by itself, CPUs not at"
            + " all. Run the server as root, or as a systemd service with Delegate=yes, to have"
            + " them kept.");
  }

  @Override
  public Confinement confine(String run, RunResources resources) {
    return new Confinement(
        List.of(
            "--processes",
            Integer.toString(processes),
            "--data",
            Long.toString(resources.memory())),
        List.of());
  }

  @Override
  public Optional<Use> use(String run) {
    return Optional.empty();
  }

  @Override
  public void release(String run) {
    // Nothing was made.
  }
}
