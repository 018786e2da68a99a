package gatehouse.engines.runtimes.docker;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body that makes a container by Podman's own API: for GPUs, which it does not heed in
 * Docker's. The same container otherwise; GPUs are named as the specifications of the Container
 * Device Interface that NVIDIA's toolkit writes name them.
 */
final class LibpodBody {
  static final String PATH = "/v4.0.0/libpod/containers/create";

  private LibpodBody() {}

  static Map<String, Object> of(
      String name,
      Map<String, String> labels,
      int processes,
      ContainerPlan plan,
      RunResources resources,
      List<String> entrypoint,
      List<String> command) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", name);
    body.put("image", plan.image());
    body.put("user", plan.user());
    body.put("work_dir", plan.workdir());
    body.put("hostname", "sandbox");
    body.put("env", plan.environment());
    body.put("entrypoint", entrypoint);
    body.put("command", command);
    body.put("labels", labels);
    body.put("netns", Map.of("nsmode", "none"));
    body.put("read_only_filesystem", true);
    body.put("cap_drop", List.of("ALL"));
    body.put("no_new_privileges", true);
    body.put("oom_score_adj", 500);
    body.put("shm_size", resources.memory());
    body.put("log_configuration", Map.of("driver", "none"));
    body.put(
        "resource_limits",
        Map.of(
            "memory",
            Map.of("limit", resources.memory(), "swap", resources.memory()),
            "cpu",
            Map.of("period", 100_000, "quota", 100_000L * resources.cpus()),
            "pids",
            Map.of("limit", processes)));
    var mounts = new ArrayList<Map<String, Object>>();
    for (String open : List.of("/tmp", "/run")) {
      mounts.add(
          Map.of(
              "type",
              "tmpfs",
              "source",
              "tmpfs",
              "destination",
              open,
              "options",
              List.of("rw", "exec", "nosuid", "nodev", "mode=1777")));
    }
    plan.mounts().forEach(mount -> mounts.add(mount(mount)));
    body.put("mounts", mounts);
    body.put(
        "devices",
        resources.gpus().stream().map(gpu -> Map.of("path", "nvidia.com/gpu=" + gpu)).toList());
    return body;
  }

  private static Map<String, Object> mount(Mount mount) {
    return Map.of(
        "type",
        "bind",
        "source",
        mount.from().toString(),
        "destination",
        mount.to(),
        "options",
        List.of("rbind", mount.readOnly() ? "ro" : "rw"));
  }
}
