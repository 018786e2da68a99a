package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scope of the user's own systemd per run, for servers without root or delegated groups. */
final class SystemdScope implements Limits {
  private static final Path PROGRAM = Path.of("/usr/bin/systemd-run");

  private final String runtimeFolder;
  private final int processes;

  private SystemdScope(String runtimeFolder, int processes) {
    this.runtimeFolder = runtimeFolder;
    this.processes = processes;
  }

  /**
   * @throws IOException where this user has no systemd
   */
  static SystemdScope find(int user, int processes) throws IOException {
    String folder = "/run/user/" + user;
    if (!Files.isExecutable(PROGRAM) || !Files.exists(Path.of(folder, "systemd", "private"))) {
      throw new IOException("this user has no systemd of their own");
    }
    return new SystemdScope(folder, processes);
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "Limits are kept by systemd scopes, where a run out of memory cannot be told from one that"
            + " was ended by a signal. Run the server as a systemd service with Delegate=yes to"
            + " tell them apart.");
  }

  @Override
  public Confinement confine(String run, RunResources resources) {
    var wrapper = new ArrayList<>(List.of(PROGRAM.toString(), "--user", "--scope", "--quiet"));
    wrapper.addAll(List.of("-p", "MemoryMax=" + resources.memory(), "-p", "MemorySwapMax=0"));
    wrapper.addAll(List.of("-p", "CPUQuota=" + 100 * resources.cpus() + "%"));
    wrapper.addAll(List.of("-p", "TasksMax=" + processes, "--"));
    return new Confinement(
        List.of(
            "--env", "XDG_RUNTIME_DIR=" + runtimeFolder,
            "--env", "DBUS_SESSION_BUS_ADDRESS=unix:path=" + runtimeFolder + "/bus"),
        wrapper);
  }

  @Override
  public Optional<Use> use(String run) {
    return Optional.empty();
  }

  @Override
  public void release(String run) {
    // systemd removes a scope when its last process ends.
  }
}
