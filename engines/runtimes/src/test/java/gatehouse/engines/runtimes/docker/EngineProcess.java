package gatehouse.engines.runtimes.docker;

import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine of its own for the tests of one class, with namespaces of its own for mounts and the
 * network. Where it cannot be started the tests are skipped, and say why.
 */
public final class EngineProcess implements BeforeAllCallback, AfterAllCallback {
  private static final long PATIENCE_SECONDS = 60;

  /** Where the registry beside it listens, in its own network. */
  static final String REGISTRY = "127.0.0.1:5005";

  private static final Path REGISTRY_PROGRAM = Path.of("/usr/bin/docker-registry");

  private final boolean podman;
  private boolean registry;
  private Path folder;
  private Process process;

  private EngineProcess(boolean podman) {
    this.podman = podman;
  }

  public static EngineProcess docker() {
    return new EngineProcess(false);
  }

  public static EngineProcess podman() {
    return new EngineProcess(true);
  }

  /** With a registry on its loopback, that knows {@code ann} with {@code secret}. */
  EngineProcess withRegistry() {
    registry = true;
    return this;
  }

  /** Where it listens. */
  public Path socket() {
    return folder.resolve("engine.sock");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path program = Path.of(podman ? "/usr/bin/podman" : "/usr/sbin/dockerd");
    assumeThat(program).as("not tested: install podman, docker.io and runc").isExecutable();
    assumeThat(Machine.user()).as("not tested: only root starts an engine").isZero();
    folder = Files.createTempDirectory("gh-engine");
    Files.writeString(
        folder.resolve("containers.conf"),
        """
        [containers]
        default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
        """);
    if (registry) {
      assumeThat(REGISTRY_PROGRAM).as("not tested: install docker-registry").isExecutable();
      Files.writeString(
          folder.resolve("users"),
          "ann:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n");
      Files.writeString(
          folder.resolve("registry.yml"),
          """
          version: 0.1
          storage: {filesystem: {rootdirectory: %s/registry}}
          http: {addr: "%s"}
          auth: {htpasswd: {realm: images, path: %s/users}}
          """
              .formatted(folder, REGISTRY, folder));
    }
    String start =
        "ip link set lo up; "
            + (registry
                ? REGISTRY_PROGRAM
                    + " serve $D/registry.yml > $D/registry.log 2>&1 & echo $! > $D/registry.pid; "
                : "")
            + (podman ? podmanService() : dockerd());
    var command = new ProcessBuilder("unshare", "-m", "-n", "sh", "-c", start);
    command.environment().put("D", folder.toString());
    command.environment().put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
    command.directory(folder.toFile());
    command.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    process = command.start();
    String fault = answers();
    if (!fault.isEmpty()) {
      afterAll(context);
    }
    assumeThat(fault).as("not tested: the engine did not start").isEmpty();
  }

  private String answers() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String last = "";
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(socket())) {
        try (var client = new EngineClient(socket())) {
          var _ = new Engine(client, 100).kind();
          return "";
        } catch (EngineFault e) {
          last = e.sentence();
        }
      }
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    List<String> log = Files.readAllLines(folder.resolve("log"));
    return last + "; its log ends: " + log.subList(Math.max(0, log.size() - 5), log.size());
  }

  private static String dockerd() {
    return "exec /usr/sbin/dockerd --data-root $D/data --exec-root $D/exec"
        + " --pidfile $D/pid -H unix://$D/engine.sock --iptables=false --ip6tables=false"
        + " --ip-forward=false --bridge=none --exec-opt native.cgroupdriver=cgroupfs"
        + " --storage-driver overlay2 --oom-score-adjust 0";
  }

  private static String podmanService() {
    return "exec podman --root $D/data --runroot $D/run --storage-driver overlay"
        + " --cgroup-manager cgroupfs --runtime /usr/sbin/runc --tmpdir $D/tmp"
        + " system service --time=0 unix://$D/engine.sock";
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      if (registry) {
        String pid = Files.readString(folder.resolve("registry.pid")).strip();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy);
      }
      endWhatItLeft();
      Folders.delete(folder);
    }
  }

  /** Monitors of containers outlive the engine, and write into its folder until they have ended. */
  private void endWhatItLeft() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<ProcessHandle> left;
    do {
      left = ProcessHandle.allProcesses().filter(this::worksInTheFolder).toList();
      left.forEach(ProcessHandle::destroyForcibly);
    } while (!left.isEmpty() && System.nanoTime() < end);
  }

  private boolean worksInTheFolder(ProcessHandle handle) {
    return handle.info().commandLine().orElse("").contains(folder.toString());
  }
}
