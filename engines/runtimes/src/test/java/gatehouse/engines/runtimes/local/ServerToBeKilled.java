package gatehouse.engines.runtimes.local;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server that starts an app, says so, and waits for its end. */
final class ServerToBeKilled {
  private ServerToBeKilled() {}

  public static void main(String[] arguments) throws Exception {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    var runtime =
        new LocalRuntime(
            Path.of(arguments[0]),
            executor,
            InstantSource.system(),
            LocalOptions.standard(),
            Egress.NONE);
    var watcher = new RunWatcher(runtime);
    var spec =
        new RunSpec(
            new RunId(new WorkloadId(UUID.randomUUID()), 1, 0),
            new ProjectId("0".repeat(32)),
            WorkloadKind.APP,
            "host",
            List.of("python3", "-m", "http.server", "--bind", "127.0.0.1", "8080"),
            Map.of(),
            null,
            8080,
            new RunResources(1, 128 << 20, List.of()));
    runtime.start(spec);
    watcher.listening(spec.id());
    System.out.println("running");
    new CountDownLatch(1).await();
  }
}
