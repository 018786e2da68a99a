package gatehouse.engines.runtimes.docker;

import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Egresses;
import gatehouse.engines.runtimes.agent.Home;
import gatehouse.engines.runtimes.agent.Inside;
import gatehouse.engines.runtimes.agent.Keeping;
import gatehouse.engines.runtimes.agent.RunFolder;
import gatehouse.engines.runtimes.agent.Use;
import gatehouse.engines.runtimes.agent.WayOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keepers that are met by the PID 1 of a container, which the engine makes beside them. */
final class DockerKeeping implements Keeping {
  private static final Logger LOG = LoggerFactory.getLogger(DockerKeeping.class);

  /** More at once make an engine no faster. */
  private static final int AT_ONCE = 8;

  /** PID 1 looks for its keeper for 10 seconds. */
  private static final int MET_SECONDS = 20;

  private final Home home;
  private final Engine engine;
  private final Executor executor;
  private final String data;
  private final Semaphore making = new Semaphore(AT_ONCE);

  /**
   * @param executor runs tasks that wait for long
   */
  DockerKeeping(Home home, Engine engine, Executor executor) {
    this.home = home;
    this.engine = engine;
    this.executor = executor;
    byte[] path = home.path().toString().getBytes(StandardCharsets.UTF_8);
    this.data = UUID.nameUUIDFromBytes(path).toString();
  }

  @Override
  public Process start(RunFolder folder, RunSpec spec) throws IOException {
    var command = new ArrayList<>(List.of(home.agent().toString(), "keep"));
    command.addAll(List.of("--run", folder.path().toString()));
    command.addAll(List.of("--socket", folder.socket().toString()));
    Path meeting = Egresses.folder(folder.socket()).resolve(WayOut.MEETING);
    command.addAll(List.of("--meet", meeting.toString()));
    command.addAll(folder.keeperOptions());
    command.add("--");
    var keeper = new ProcessBuilder(command);
    keeper.environment().clear();
    keeper.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    keeper.redirectErrorStream(true);
    keeper.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    Process process = keeper.start();
    executor.execute(() -> launch(folder, spec));
    return process;
  }

  @Override
  public void resume(RunFolder folder, RunSpec spec) {
    if (folder.startedAt().isEmpty()) {
      executor.execute(() -> launch(folder, spec));
    }
  }

  @Override
  public Optional<Use> use(String run) {
    return engine.use(run);
  }

  @Override
  public void release(String run) {
    executor.execute(() -> remove(run));
  }

  /** Removes the containers of this data folder whose runs are over. */
  void sweep() {
    try {
      for (String run : engine.runs(data)) {
        var folder = new RunFolder(home.path().resolve("runs").resolve(run));
        if (!Files.isDirectory(folder.path()) || folder.ended().isPresent()) {
          remove(run);
        }
      }
    } catch (EngineFault e) {
      LOG.warn("containers of runs that are over may be left: {}", e.sentence());
    }
  }

  private void remove(String run) {
    try {
      engine.remove(run);
    } catch (EngineFault e) {
      LOG.atWarn().addKeyValue("run", run).log("its container was not removed: {}", e.sentence());
    }
  }

  private void launch(RunFolder folder, RunSpec spec) {
    String run = spec.id().asName();
    making.acquireUninterruptibly();
    try {
      if (folder.ended().isEmpty()) {
        engine.launch(
            run,
            data,
            ContainerPlan.of(folder.options()),
            spec.resources(),
            entrypoint(folder),
            folder.command());
        lookLater(folder, run);
      }
      if (folder.ended().isPresent()) {
        remove(run);
      }
    } catch (NoSuchFileException e) {
      remove(run);
    } catch (EngineFault e) {
      fail(folder, run, e.sentence());
    } catch (IOException | RuntimeException e) {
      fail(folder, run, String.valueOf(e.getMessage()));
    } finally {
      making.release();
    }
  }

  private static List<String> entrypoint(RunFolder folder) throws IOException {
    var entrypoint = new ArrayList<>(List.of(Inside.AGENT, "init"));
    entrypoint.addAll(folder.agentOptions());
    entrypoint.add("--");
    return entrypoint;
  }

  /** A container that came up and whose PID 1 met nobody will not run any more. */
  private void lookLater(RunFolder folder, String run) {
    CompletableFuture.delayedExecutor(MET_SECONDS, TimeUnit.SECONDS, executor)
        .execute(
            () -> {
              if (Files.isDirectory(folder.path())
                  && folder.startedAt().isEmpty()
                  && folder.ended().isEmpty()) {
                fail(folder, run, "its container ended before the program began");
              }
            });
  }

  private void fail(RunFolder folder, String run, String sentence) {
    LOG.atInfo().addKeyValue("run", run).log("no container: {}", sentence);
    try {
      folder.fail(sentence);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("run", run).setCause(e).log("that was not noted");
    }
  }
}
