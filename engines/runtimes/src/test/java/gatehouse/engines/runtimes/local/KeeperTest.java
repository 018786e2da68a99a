package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.RunWatcher;
import gatehouse.engines.runtimes.agent.KeeperProcess;
import gatehouse.engines.runtimes.agent.ProcessStat;
import gatehouse.engines.runtimes.agent.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Runs whose server, keeper or sandbox is killed, at any point. */
class KeeperTest extends LocalTrials {

  @Test
  void aKilledKeeperTakesItsRunWithItAndThatIsSaid() {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");
    List<ProcessHandle> processes = opened.processes(run);

    processes.getFirst().destroyForcibly();

    Ending ending = watcher().ending(run);
    assertThat(ending.cause()).isEqualTo(Cause.LOST);
    assertThat(ending.exitCode()).isNull();
    assertThat(ending.sentence()).contains("lost");
    assertThat(processes).allSatisfy(process -> assertGone(process));
    assertThat(restarted().observe(run).orElseThrow().ending()).isEqualTo(ending);
  }

  @Test
  void aSandboxKilledFromOutsideIsToldApartFromAStop() {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");

    opened.processes(run).get(2).destroyForcibly();

    Ending ending = watcher().ending(run);
    assertThat(ending.cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(ending.exitCode()).isEqualTo(137);
    assertThat(ending.sentence()).contains("outside");
  }

  @Test
  void whatTheProgramLeavesBehindEndsWithIt() throws IOException {
    RunId run =
        start(
            shell(
                "setsid sleep 1000 & setsid sleep 1001 & mkfifo go; echo up; read x < go; exit 0"));
    untilOutput(run, "up");
    List<ProcessHandle> processes = opened.processes(run);

    Files.writeString(workspaceOf(run).resolve("go"), "\n");
    watcher().ending(run);

    assertThat(processes).hasSizeGreaterThan(5).allSatisfy(process -> assertGone(process));
  }

  @Test
  void aRunThatWasRecordedButNotStartedIsStartedByTheNextServer() throws IOException {
    RunSpec spec = shell("echo again; exit 9");
    watcher().ending(start(spec));
    opened.runtime().close();
    for (String name : List.of("pid", "started", "ended")) {
      Files.delete(folder(spec.id()).resolve(name));
    }

    opened.open();

    assertThat(watcher().ending(spec.id()).exitCode()).isEqualTo(9);
    assertThat(output(spec.id())).isEqualTo("again\nagain\n");
  }

  @Test
  void halfAFolderIsNoRun() throws IOException {
    opened.runtime().close();
    Path half =
        Files.createDirectory(opened.data().resolve("runs").resolve("." + newRun().asName()));

    opened.open();

    assertThat(runtime().observe()).isEmpty();
    assertThat(half).doesNotExist();
  }

  @Test
  void aStopThatWasWrittenButNotSentIsSentByTheNextServer() throws IOException {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");
    opened.runtime().close();
    new RunFolder(folder(run)).askToStop(Duration.ofSeconds(20));

    opened.open();

    assertThat(watcher().ending(run).cause()).isEqualTo(Cause.STOPPED);
  }

  @Test
  void aPidThatBelongsToSomebodyElseNowIsNotTakenForAKeeper() throws IOException {
    RunId run = start(job("true"));
    watcher().ending(run);
    opened.runtime().close();
    Path folder = folder(run);
    Files.delete(folder.resolve("ended"));
    KeeperProcess keeper = new RunFolder(folder).keeper().orElseThrow();
    Process bystander = new ProcessBuilder("sleep", "1000").start();
    Files.writeString(
        folder.resolve("pid"), bystander.pid() + " " + keeper.start() + " " + keeper.boot() + "\n");

    opened.open();
    runtime().stop(run, Duration.ZERO);

    assertThat(watcher().ending(run).cause()).isEqualTo(Cause.LOST);
    assertThat(bystander.isAlive()).isTrue();
    bystander.destroyForcibly();
  }

  @Test
  void aRestartOfTheMachineIsNamed() throws IOException {
    RunId run = start(job("true"));
    watcher().ending(run);
    opened.runtime().close();
    Path folder = folder(run);
    Files.delete(folder.resolve("ended"));
    Files.writeString(folder.resolve("pid"), ProcessHandle.current().pid() + " 1 another-boot\n");

    opened.open();

    assertThat(watcher().ending(run).sentence()).contains("machine was restarted");
  }

  @RepeatedTest(10)
  void twoServersThatRaceStartARunOnce() throws Exception {
    RunSpec spec = shell("echo once");
    try (var pool = Executors.newVirtualThreadPerTaskExecutor();
        var other =
            new LocalRuntime(
                opened.data(),
                pool,
                InstantSource.system(),
                LocalOptions.standard(),
                Egress.NONE)) {
      var watching = new RunWatcher(other);
      var one = pool.submit(() -> runtime().start(spec));
      var two = pool.submit(() -> other.start(spec));
      one.get(20, TimeUnit.SECONDS);
      two.get(20, TimeUnit.SECONDS);

      assertThat(watcher().ending(spec.id()).exitCode()).isZero();
      assertThat(watching.ending(spec.id()).exitCode()).isZero();
      assertThat(output(spec.id())).isEqualTo("once\n");
    }
  }

  @Test
  void aServerThatIsKilledLeavesItsRunsRunning() throws Exception {
    opened.runtime().close();
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerToBeKilled.class.getName(),
                opened.data().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = server.inputReader()) {
      assertThat(said.readLine()).isEqualTo("running");
    }
    server.destroyForcibly().waitFor();

    opened.open();

    RunId run = runtime().observe().getFirst().id();
    assertThat(watcher().listening(run).ending()).isNull();
    assertThat(Dialed.ask(runtime().address(run, 8080).orElseThrow(), "GET", "/"))
        .startsWith("HTTP/1.0 200");
  }

  private Path workspaceOf(RunId run) {
    return opened.data().resolve("workspaces").resolve(run.workload().toString());
  }

  private static void assertGone(ProcessHandle process) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (ProcessStat.of(process.pid()).isPresent()) {
      assertThat(System.nanoTime()).as("%s is still there", process).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private Path folder(RunId run) {
    return opened.data().resolve("runs").resolve(run.asName());
  }
}
