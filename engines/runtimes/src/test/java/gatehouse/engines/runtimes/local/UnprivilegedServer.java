package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeTrials;
import gatehouse.core.workload.WorkloadRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;

/** A server that tries what matters and says what came of it, a line each. */
final class UnprivilegedServer extends RuntimeTrials {
  private final LocalRuntime runtime;
  private final RunWatcher watcher;

  private UnprivilegedServer(LocalRuntime runtime) {
    this.runtime = runtime;
    this.watcher = new RunWatcher(runtime);
  }

  public static void main(String[] arguments) throws Exception {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    try (var runtime =
        new LocalRuntime(
            Path.of(arguments[0]),
            executor,
            InstantSource.system(),
            LocalOptions.standard(),
            Egress.NONE)) {
      new UnprivilegedServer(runtime).tryAll();
    }
    System.exit(0);
  }

  private void tryAll() throws Exception {
    WorkloadRuntime.RuntimeReport report = runtime.report();
    System.out.println("available " + report.available());
    System.out.println("limits " + report.limits());
    report.remarks().forEach(remark -> System.out.println("remark " + remark));
    say("exit", endingOf(shell("exit 3")));
    RunSpec greedy = job(newRun(), 64 * MIB, Map.of(), "python3", "-c", "x = bytearray(300 << 20)");
    say("greedy", endingOf(greedy));
    RunId app = start(job("python3", "-m", "http.server", "--bind", "127.0.0.1", "8080"));
    watcher.listening(app);
    String answer = Dialed.ask(runtime.address(app, 8080).orElseThrow(), "GET", "/");
    System.out.println("http " + answer.lines().findFirst().orElseThrow());
    runtime.stop(app, Duration.ofSeconds(10));
    System.out.println("stop " + watcher.ending(app).cause());
  }

  private static void say(String what, Ending ending) {
    System.out.println(what + " " + ending.cause() + " " + ending.exitCode());
  }

  @Override
  protected WorkloadRuntime runtime() {
    return runtime;
  }

  @Override
  protected RunWatcher watcher() {
    return watcher;
  }

  @Override
  protected WorkloadRuntime restarted() {
    throw new UnsupportedOperationException();
  }
}
