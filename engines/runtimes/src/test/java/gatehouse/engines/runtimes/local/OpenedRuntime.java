package gatehouse.engines.runtimes.local;

import gatehouse.core.image.Images;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunWatcher;
import gatehouse.engines.runtimes.agent.Dialer;
import gatehouse.engines.runtimes.agent.Egresses;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.KeeperProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A local runtime over a folder of its own for one test, and nothing left of it afterwards. */
final class OpenedRuntime implements BeforeEachCallback, AfterEachCallback {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final LocalOptions options;
  private final Egress egress;
  private final Dialer dialer;
  private final Images images;
  private Path data;
  private LocalRuntime runtime;
  private RunWatcher watcher;

  OpenedRuntime(LocalOptions options) {
    this(options, Egress.NONE, Dialer.SYSTEM);
  }

  OpenedRuntime(LocalOptions options, Egress egress, Dialer dialer) {
    this(options, egress, dialer, Images.NONE);
  }

  OpenedRuntime(LocalOptions options, Images images) {
    this(options, Egress.NONE, Dialer.SYSTEM, images);
  }

  private OpenedRuntime(LocalOptions options, Egress egress, Dialer dialer, Images images) {
    this.images = images;
    this.options = options;
    this.egress = egress;
    this.dialer = dialer;
  }

  LocalRuntime runtime() {
    return runtime;
  }

  RunWatcher watcher() {
    return watcher;
  }

  Path data() {
    return data;
  }

  /** Closes the runtime and opens another over the same folder. */
  LocalRuntime restarted() {
    try {
      runtime.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open();
    return runtime;
  }

  /** The processes of a run: its keeper, the sandbox, PID 1 and what that started. */
  List<ProcessHandle> processes(RunId run) {
    Path pid = data.resolve("runs").resolve(run.asName()).resolve("pid");
    ProcessHandle keeper =
        ProcessHandle.of(KeeperProcess.read(pid).orElseThrow().pid()).orElseThrow();
    return Stream.concat(Stream.of(keeper), keeper.descendants()).toList();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    data = Files.createTempDirectory("gatehouse-runtime");
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    runtime.observe().stream().map(RunObservation::id).forEach(runtime::forget);
    runtime.close();
    executor.shutdownNow();
    Folders.delete(data);
  }

  /** Opens the runtime anew after {@link #restarted} or a close of the test's own. */
  void open() {
    try {
      runtime =
          new LocalRuntime(
              data,
              executor,
              InstantSource.system(),
              options,
              new Egresses(egress, dialer, executor),
              images);
      watcher = new RunWatcher(runtime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
