package gatehouse.engines.runtimes.docker;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Mount;
import gatehouse.engines.runtimes.agent.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What we ask of Docker or Podman about containers. */
final class Engine {
  /** On every container of ours: the data folder it belongs to. */
  static final String LABEL = "gatehouse.data";

  private static final String PREFIX = "gatehouse-";
  private static final long NANOS = 1_000_000_000L;

  private final EngineClient client;
  private final int processes;

  /**
   * @param processes how many one container may have
   */
  Engine(EngineClient client, int processes) {
    this.client = client;
    this.processes = processes;
  }

  /**
   * What answers at the socket.
   *
   * @param podman whether it is Podman, which reads some things otherwise
   * @param rootless whether its containers' users are others out here
   * @param limits as in a runtime's report
   */
  record Kind(String name, boolean podman, boolean rootless, String limits) {}

  Kind kind() throws EngineFault {
    JsonNode version = client.get("/version");
    boolean podman = false;
    for (JsonNode component : version.path("Components")) {
      podman |= component.path("Name").asString("").startsWith("Podman");
    }
    JsonNode info = client.get("/info");
    boolean rootless = false;
    for (JsonNode option : info.path("SecurityOptions")) {
      String said = option.asString("");
      rootless |= said.contains("rootless") || said.contains("userns");
    }
    boolean kept = info.path("MemoryLimit").asBoolean(false);
    String cgroup = info.path("CgroupVersion").asString("1");
    String name =
        (podman ? "Podman " : "Docker ") + version.path("Version").asString("of no known version");
    return new Kind(name, podman, rootless, kept ? "cgroup" + cgroup : "advisory");
  }

  /** Makes and starts a run's container; may be repeated, and by two at once. */
  void launch(
      String run,
      String data,
      ContainerPlan plan,
      RunResources resources,
      List<String> entrypoint,
      List<String> command)
      throws EngineFault {
    boolean own = !resources.gpus().isEmpty() && kind().podman();
    String path = own ? LibpodBody.PATH : "/containers/create?name=" + name(run);
    Map<String, Object> body =
        own
            ? LibpodBody.of(
                name(run), Map.of(LABEL, data), processes, plan, resources, entrypoint, command)
            : body(data, plan, resources, entrypoint, command);
    try {
      var _ = client.post(path, body);
    } catch (EngineFault e) {
      if (!e.isConflict() && !e.sentence().contains("already in use")) {
        throw e;
      }
    }
    var _ = client.post("/containers/" + name(run) + "/start", null);
  }

  /** Ends and removes a run's container; one that is not there is fine. */
  void remove(String run) throws EngineFault {
    removeNamed(name(run));
  }

  private void removeNamed(String name) throws EngineFault {
    try {
      client.delete("/containers/" + name + "?force=true&v=true");
    } catch (EngineFault e) {
      // A conflict says that somebody else is removing it.
      if (!e.isMissing() && !e.isConflict()) {
        throw e;
      }
    }
  }

  /** The runs of a data folder that have containers. */
  List<String> runs(String data) throws EngineFault {
    String filters = EngineClient.part("{\"label\":[\"" + LABEL + "=" + data + "\"]}");
    var runs = new ArrayList<String>();
    for (JsonNode one : client.get("/containers/json?all=true&filters=" + filters)) {
      for (JsonNode name : one.path("Names")) {
        String plain = name.asString("").replaceFirst("^/", "");
        if (plain.startsWith(PREFIX)) {
          runs.add(plain.substring(PREFIX.length()));
        }
      }
    }
    return runs;
  }

  /** What a run uses now; empty where it does not run. */
  Optional<Use> use(String run) {
    try {
      JsonNode stats = client.get("/containers/" + name(run) + "/stats?stream=false&one-shot=true");
      double seconds = stats.at("/cpu_stats/cpu_usage/total_usage").asDouble(0) / NANOS;
      long memory = stats.at("/memory_stats/usage").asLong(0);
      JsonNode of = stats.at("/memory_stats/stats");
      long cache = of.path("total_inactive_file").asLong(of.path("inactive_file").asLong(0));
      return memory == 0
          ? Optional.empty()
          : Optional.of(new Use(seconds, Math.max(0, memory - cache)));
    } catch (EngineFault e) {
      return Optional.empty();
    }
  }

  /** The body that makes a container in which nothing is allowed that it does not need. */
  Map<String, Object> body(
      String data,
      ContainerPlan plan,
      RunResources resources,
      List<String> entrypoint,
      List<String> command) {
    var body = new LinkedHashMap<String, Object>();
    body.put("Image", plan.image());
    body.put("User", plan.user());
    body.put("WorkingDir", plan.workdir());
    body.put("Hostname", "sandbox");
    body.put(
        "Env",
        plan.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    body.put("Entrypoint", entrypoint);
    body.put("Cmd", command);
    body.put("Labels", Map.of(LABEL, data));
    body.put("HostConfig", host(plan, resources));
    return body;
  }

  private Map<String, Object> host(ContainerPlan plan, RunResources resources) {
    var host = new LinkedHashMap<String, Object>();
    host.put("NetworkMode", "none");
    host.put("ReadonlyRootfs", true);
    host.put("CapDrop", List.of("ALL"));
    host.put("SecurityOpt", List.of("no-new-privileges"));
    host.put("Memory", resources.memory());
    host.put("MemorySwap", resources.memory());
    host.put("CpuPeriod", 100_000);
    host.put("CpuQuota", 100_000L * resources.cpus());
    host.put("PidsLimit", processes);
    host.put("OomScoreAdj", 500);
    host.put("ShmSize", resources.memory());
    host.put("LogConfig", Map.of("Type", "none"));
    host.put("RestartPolicy", Map.of("Name", "no"));
    String open = "rw,exec,nosuid,nodev,mode=1777";
    host.put("Tmpfs", Map.of("/tmp", open, "/run", open));
    host.put("Mounts", plan.mounts().stream().map(Engine::mount).toList());
    if (!resources.gpus().isEmpty()) {
      host.put(
          "DeviceRequests",
          List.of(Map.of("DeviceIDs", resources.gpus(), "Capabilities", List.of(List.of("gpu")))));
    }
    return host;
  }

  private static Map<String, Object> mount(Mount mount) {
    return Map.of(
        "Type",
        "bind",
        "Source",
        mount.from().toString(),
        "Target",
        mount.to(),
        "ReadOnly",
        mount.readOnly());
  }

  private static String name(String run) {
    return PREFIX + run;
  }
}
