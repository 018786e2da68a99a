package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Control groups of version 2: a group per run below {@code gatehouse}, which lies at the top for
 * root and in the server's own delegated group ({@code Delegate=yes}) for anybody else.
 */
final class CgroupV2 implements Limits {
  private static final String WANTED = "+cpu +memory +pids";
  private static final long PERIOD_MICROS = 100_000;

  private final Path ours;
  private final int processes;

  private CgroupV2(Path ours, int processes) {
    this.ours = ours;
    this.processes = processes;
  }

  /**
   * Prepares the subtree.
   *
   * @throws IOException where there is none that we may use
   */
  static CgroupV2 find(boolean root, int processes) throws IOException {
    Path mount = null;
    for (Cgroup.Mount candidate : Cgroup.mounts()) {
      if (candidate.type().equals("cgroup2")) {
        mount = candidate.at();
        break;
      }
    }
    if (mount == null) {
      throw new IOException("no version 2 control groups");
    }
    Path above = root ? mount : mount.resolve(own().substring(1));
    String controllers = Files.readString(above.resolve("cgroup.controllers"));
    for (String controller : List.of("cpu", "memory", "pids")) {
      if (!List.of(controllers.strip().split(" ", -1)).contains(controller)) {
        throw new IOException("the version 2 control group " + above + " lacks " + controller);
      }
    }
    enableBelow(above);
    Path ours = above.resolve("gatehouse");
    Cgroup.create(ours);
    Cgroup.set(ours, "cgroup.subtree_control", WANTED);
    return new CgroupV2(ours, processes);
  }

  private static String own() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      if (line.startsWith("0::/")) {
        return line.substring(3);
      }
    }
    throw new IOException("this process is in no version 2 control group");
  }

  /** A group that hands controllers down may hold no processes: ours move into a leaf first. */
  private static void enableBelow(Path group) throws IOException {
    try {
      Cgroup.set(group, "cgroup.subtree_control", WANTED);
    } catch (IOException occupied) {
      Path leaf = group.resolve("server");
      Cgroup.create(leaf);
      for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
        Cgroup.set(leaf, "cgroup.procs", pid);
      }
      Cgroup.set(group, "cgroup.subtree_control", WANTED);
    }
  }

  @Override
  public String name() {
    return "cgroup2";
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public Confinement confine(String run, RunResources resources) throws IOException {
    Path group = ours.resolve(run);
    Cgroup.create(group);
    Cgroup.set(group, "memory.max", Long.toString(resources.memory()));
    Cgroup.setIfThere(group, "memory.swap.max", "0");
    Cgroup.set(group, "cpu.max", PERIOD_MICROS * resources.cpus() + " " + PERIOD_MICROS);
    Cgroup.set(group, "pids.max", Integer.toString(processes));
    return new Confinement(
        List.of(
            "--join", group.resolve("cgroup.procs").toString(),
            "--tree", group.toString(),
            "--oom", group.resolve("memory.events").toString()),
        List.of());
  }

  @Override
  public Optional<Use> use(String run) {
    try {
      Path group = ours.resolve(run);
      long used =
          Cgroup.number(group, "memory.current")
              - Cgroup.number(group, "memory.stat", "inactive_file");
      double seconds = Cgroup.number(group, "cpu.stat", "usage_usec") / 1e6;
      return Optional.of(new Use(seconds, Math.max(0, used)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void release(String run) {
    Cgroup.remove(ours.resolve(run));
  }
}
