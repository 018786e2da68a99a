package gatehouse.engines.runtimes.docker;

import gatehouse.core.identity.Secret;
import gatehouse.core.image.RegistryLogin;
import gatehouse.core.image.RegistryLogins;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunWatcher;
import gatehouse.engines.runtimes.agent.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A runtime over an engine and a folder of its own for one test. */
final class OpenedDocker implements BeforeEachCallback, AfterEachCallback {
  /** The project of all trials has an account; others have none. */
  private static final RegistryLogins LOGINS =
      (project, image) ->
          project.equals(ContainerTrials.project())
              ? Optional.of(new RegistryLogin("ann", new Secret("secret")))
              : Optional.empty();

  private final EngineProcess engine;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Path data;
  private DockerRuntime runtime;
  private RunWatcher watcher;

  OpenedDocker(EngineProcess engine) {
    this.engine = engine;
  }

  DockerRuntime runtime() {
    return runtime;
  }

  RunWatcher watcher() {
    return watcher;
  }

  Path data() {
    return data;
  }

  DockerRuntime restarted() {
    try {
      runtime.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open();
    return runtime;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    data = Files.createTempDirectory("gatehouse-docker");
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    runtime.observe().stream().map(RunObservation::id).forEach(runtime::forget);
    runtime.close();
    executor.shutdownNow();
    Folders.delete(data);
  }

  private void open() {
    try {
      runtime =
          new DockerRuntime(
              data,
              executor,
              InstantSource.system(),
              DockerOptions.at(engine.socket()),
              Egress.NONE,
              LOGINS);
      watcher = new RunWatcher(runtime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
