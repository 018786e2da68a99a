package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeContract;
import gatehouse.core.workload.WorkloadRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The local runtime keeps the contract. Without bubblewrap these fail: it is not optional. */
class LocalRuntimeTest extends RuntimeContract {
  @TempDir Path data;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private LocalRuntime runtime;
  private RunWatcher watcher;

  @BeforeEach
  void open() {
    runtime = opened();
    watcher = new RunWatcher(runtime);
  }

  @AfterEach
  void close() throws IOException {
    runtime.observe().stream().map(RunObservation::id).forEach(runtime::forget);
    runtime.close();
    executor.shutdownNow();
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
    try {
      runtime.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    runtime = opened();
    return runtime;
  }

  private LocalRuntime opened() {
    try {
      return new LocalRuntime(data, executor, InstantSource.system(), LocalOptions.standard());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
