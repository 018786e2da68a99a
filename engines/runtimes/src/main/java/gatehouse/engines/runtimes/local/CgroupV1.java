package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Control groups of version 1: a group per run in each of the hierarchies that matter. */
final class CgroupV1 implements Limits {
  private static final String OURS = "gatehouse";
  private static final long PERIOD_MICROS = 100_000;

  private final Map<String, Path> hierarchies;
  private final int processes;

  private CgroupV1(Map<String, Path> hierarchies, int processes) {
    this.hierarchies = hierarchies;
    this.processes = processes;
  }

  /**
   * Looks for the hierarchies.
   *
   * @throws IOException where one is missing or may not be written
   */
  static CgroupV1 find(int processes) throws IOException {
    var found = new LinkedHashMap<String, Path>();
    for (Cgroup.Mount mount : Cgroup.mounts()) {
      for (String controller : List.of("memory", "cpu", "pids", "cpuacct")) {
        if (mount.type().equals("cgroup") && mount.options().contains(controller)) {
          found.putIfAbsent(controller, mount.at());
        }
      }
    }
    for (String controller : List.of("memory", "cpu", "pids")) {
      Path at = found.get(controller);
      if (at == null) {
        throw new IOException("no version 1 control group for " + controller);
      }
      Cgroup.create(at.resolve(OURS));
    }
    return new CgroupV1(found, processes);
  }

  @Override
  public String name() {
    return "cgroup1";
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public Confinement confine(String run, RunResources resources) throws IOException {
    var options = new ArrayList<String>();
    for (Path group : groups(run)) {
      Cgroup.create(group);
      options.addAll(List.of("--join", group.resolve("cgroup.procs").toString()));
      options.addAll(List.of("--tree", group.toString()));
    }
    Path memory = group("memory", run);
    String bytes = Long.toString(resources.memory());
    Cgroup.set(memory, "memory.limit_in_bytes", bytes);
    Cgroup.setIfThere(memory, "memory.memsw.limit_in_bytes", bytes);
    options.addAll(List.of("--oom", memory.resolve("memory.oom_control").toString()));
    Path cpu = group("cpu", run);
    Cgroup.set(cpu, "cpu.cfs_period_us", Long.toString(PERIOD_MICROS));
    Cgroup.set(cpu, "cpu.cfs_quota_us", Long.toString(PERIOD_MICROS * resources.cpus()));
    Cgroup.set(group("pids", run), "pids.max", Integer.toString(processes));
    return new Confinement(options, List.of());
  }

  @Override
  public Optional<Use> use(String run) {
    try {
      Path memory = group("memory", run);
      long used =
          Cgroup.number(memory, "memory.usage_in_bytes")
              - Cgroup.number(memory, "memory.stat", "total_inactive_file");
      if (!hierarchies.containsKey("cpuacct")) {
        return Optional.empty();
      }
      double seconds = Cgroup.number(group("cpuacct", run), "cpuacct.usage") / 1e9;
      return Optional.of(new Use(seconds, Math.max(0, used)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void release(String run) {
    groups(run).forEach(Cgroup::remove);
  }

  /** One group per hierarchy, though one hierarchy may serve several controllers. */
  private List<Path> groups(String run) {
    return hierarchies.values().stream()
        .map(at -> at.resolve(OURS).resolve(run))
        .distinct()
        .toList();
  }

  private Path group(String controller, String run) {
    Path at = hierarchies.get(controller);
    Supplier<IllegalStateException> missing = () -> new IllegalStateException(controller);
    return Optional.ofNullable(at).orElseThrow(missing).resolve(OURS).resolve(run);
  }
}
