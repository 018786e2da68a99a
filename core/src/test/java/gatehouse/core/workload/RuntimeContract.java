package gatehouse.core.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every runtime must do, tried with real processes. Each engine extends this with its own
 * {@link #runtime()}.
 */
public abstract class RuntimeContract extends RuntimeTrials {
  @Test
  void theRuntimeIsAvailableAndSaysHowItKeepsLimits() {
    WorkloadRuntime.RuntimeReport report = runtime().report();

    assertThat(report.available()).as("%s", report).isTrue();
    assertThat(report.limits()).isIn("cgroup2", "cgroup1", "systemd", "rlimit", "advisory");
  }

  @Test
  void aCommandThatSucceedsIsFinished() {
    Ending ending = endingOf(job("true"));

    assertThat(ending.cause()).isEqualTo(Cause.EXITED);
    assertThat(ending.exitCode()).isZero();
  }

  @Test
  void anExitCodeIsPassedOn() {
    Ending ending = endingOf(shell("exit 3"));

    assertThat(ending.cause()).isEqualTo(Cause.EXITED);
    assertThat(ending.exitCode()).isEqualTo(3);
    assertThat(ending.sentence()).isEqualTo("exit code 3");
  }

  @Test
  void anExitCodeAboveTheSignalsIsStillAnExit() {
    Ending ending = endingOf(shell("exit 137"));

    assertThat(ending.cause()).isEqualTo(Cause.EXITED);
    assertThat(ending.exitCode()).isEqualTo(137);
  }

  @Test
  void aSignalIsToldWithItsNumber() {
    Ending ending = endingOf(shell("kill -SEGV $$"));

    assertThat(ending.cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(ending.exitCode()).isEqualTo(128 + 11);
    assertThat(ending.sentence()).contains("11", "SEGV");
  }

  @Test
  void aMissingCommandIsNamed() {
    Ending ending = endingOf(job("no-such-program", "x"));

    assertThat(ending.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(ending.exitCode()).isNull();
    assertThat(ending.sentence()).contains("no-such-program");
  }

  @Test
  void anUnknownImageIsRefusedAndWhatThereIsIsNamed() {
    RunSpec good = job("true");
    var spec =
        new RunSpec(
            good.id(),
            PROJECT,
            WorkloadKind.JOB,
            "windows:95",
            good.command(),
            Map.of(),
            null,
            8080,
            good.resources());

    Refused refused = catchThrowableOfType(Refused.class, () -> runtime().start(spec));

    assertThat(refused.refusal()).isInstanceOf(NotFound.class);
    assertThat(((NotFound) refused.refusal()).name()).contains("windows:95", "host");
    assertThat(runtime().observe(spec.id())).isEmpty();
  }

  @Test
  void aStopLetsTheProgramEndByItself() {
    RunId run = start(shell("trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.05; done"));
    untilOutput(run, "up");

    runtime().stop(run, Duration.ofSeconds(20));

    Ending ending = watcher().ending(run);
    assertThat(ending.cause()).isEqualTo(Cause.STOPPED);
    assertThat(ending.exitCode()).isEqualTo(7);
    assertThat(output(run)).contains("bye");
  }

  @Test
  void aStopEndsWhatDoesNotListenByForce() {
    RunId run = start(shell("trap '' TERM; echo up; while :; do sleep 0.05; done"));
    untilOutput(run, "up");

    runtime().stop(run, Duration.ofMillis(200));

    Ending ending = watcher().ending(run);
    assertThat(ending.cause()).isEqualTo(Cause.STOPPED);
    assertThat(ending.exitCode()).isEqualTo(137);
  }

  @Test
  void aStopRightAfterTheStartIsNotLost() {
    RunId run = start(job("sleep", "1000"));

    runtime().stop(run, Duration.ofSeconds(20));

    assertThat(watcher().ending(run).cause()).isEqualTo(Cause.STOPPED);
  }

  @Test
  void stoppingAnUnknownRunIsNoFault() {
    runtime().stop(newRun(), Duration.ZERO);
    runtime().forget(newRun());

    assertThat(runtime().observe()).isEmpty();
  }

  @Test
  void whatUsesTooMuchMemoryIsToldApart() {
    RunSpec greedy =
        job(
            newRun(),
            64 * MIB,
            Map.of(),
            "python3",
            "-c",
            "x = bytearray(300 << 20); print('fit')");

    Ending ending = endingOf(greedy);

    assertThat(ending.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(ending.exitCode()).isEqualTo(137);
    assertThat(ending.sentence()).contains("64 MiB");
  }

  @Test
  void whatKeepsTooMuchInItsWorkspaceIsEndedAndToldApart() {
    Ending ending = endingOf(keeping(4 * MIB, "head -c 9000000 /dev/zero > big; sleep 1000"));

    assertThat(ending.cause()).isEqualTo(Cause.OUT_OF_DISK);
    assertThat(ending.sentence()).isEqualTo("it kept more than 4 MiB in its workspace");
  }

  @Test
  void whoComesNearTheLimitOfTheWorkspaceIsWarnedUntilThereIsRoomAgain() {
    String script =
        "head -c 15500000 /dev/zero > big; while [ ! -e end ]; do sleep 0.05; done; rm big; sleep 1000";
    RunId run = start(keeping(16 * MIB, script));

    RunObservation warned = watcher().until(run, seen -> seen.warning() != null);
    var full = runtime().workspace(run.workload()).orElseThrow();
    assertThat(full.used()).isBetween(15_500_000L, 16 * MIB);
    assertThat(full.used() + full.free()).isEqualTo(16 * MIB);
    RunId second = new RunId(run.workload(), 2, 0);
    watcher().ending(start(job(second, 64 * MIB, Map.of(), "touch", "/workspace/end")));
    RunObservation later = watcher().until(run, seen -> seen.warning() == null);

    assertThat(warned.warning())
        .isEqualTo("it keeps more than 90 % of the 16 MiB it may keep in its workspace");
    assertThat(later.ending()).isNull();
  }

  @Test
  void theOutputIsReadFromAnyPosition() {
    RunId run = start(shell("echo one; echo two >&2; echo three"));
    watcher().ending(run);

    assertThat(output(run)).isEqualTo("one\ntwo\nthree\n");
    LogChunk middle = runtime().log(run, 4, 3);
    assertThat(new String(middle.bytes(), UTF_8)).isEqualTo("two");
    assertThat(middle.end()).isEqualTo(14);
    assertThat(middle.complete()).isTrue();
    assertThat(runtime().log(run, 99, 10).bytes()).isEmpty();
  }

  @Test
  void aProgramMayOpenItsOutputAgain() {
    RunId run =
        start(shell("echo one; echo two > /dev/stdout; echo three > /dev/stderr; echo four"));

    assertThat(watcher().ending(run).exitCode()).isZero();
    assertThat(output(run)).isEqualTo("one\ntwo\nthree\nfour\n");
  }

  @Test
  void theTailBeginsWhereTheLastLinesDo() {
    RunId run = start(shell("for i in $(seq 20000); do echo line $i; done; printf end"));
    watcher().ending(run);

    long begin = runtime().logTail(run, 3);

    assertThat(new String(runtime().log(run, begin, 100).bytes(), UTF_8))
        .isEqualTo("line 19999\nline 20000\nend");
    assertThat(runtime().logTail(run, 1_000_000)).isZero();
  }

  @Test
  void anOutputOfAHundredMegabytesIsKeptAndReadPieceByPiece() {
    RunId run = start(shell("head -c 100000000 /dev/zero | tr '\\0' 'x'"));
    assertThat(watcher().ending(run).exitCode()).isZero();

    long read = 0;
    LogChunk chunk;
    do {
      chunk = runtime().log(run, read, 1 << 20);
      assertThat(chunk.bytes().length).isLessThanOrEqualTo(1 << 20);
      read += chunk.bytes().length;
    } while (chunk.bytes().length > 0);
    assertThat(read).isEqualTo(100_000_000);
  }

  @Test
  void theEnvironmentIsTheRunsOwn() {
    var spec = job(newRun(), 64 * MIB, Map.of("GREETING", "hello = wörld\n!"), "env");

    assertThat(outputOf(spec))
        .contains("GREETING=hello = wörld\n!", "HOME=/workspace", "LANG=", "PATH=");
  }

  @Test
  void aRunStartsOnceHoweverOftenItIsAsked() throws Exception {
    RunSpec spec = shell("echo once; exit 5");

    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> racers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        racers.add(
            () -> {
              runtime().start(spec);
              return true;
            });
      }
      for (Future<Boolean> racer : pool.invokeAll(racers)) {
        assertThat(racer.get()).isTrue();
      }
    }
    watcher().ending(spec.id());
    runtime().start(spec);

    assertThat(output(spec.id())).isEqualTo("once\n");
    assertThat(runtime().observe()).hasSize(1);
  }

  /** How many short jobs are tried at once: fewer where each takes its time. */
  protected int shortJobs() {
    return 200;
  }

  @Test
  void manyShortJobsAllEndWithTheirOwnCode() {
    List<RunSpec> jobs =
        IntStream.range(0, shortJobs()).mapToObj(i -> shell("exit " + i % 50)).toList();

    jobs.forEach(runtime()::start);

    for (int i = 0; i < jobs.size(); i++) {
      assertThat(watcher().ending(jobs.get(i).id()).exitCode()).isEqualTo(i % 50);
    }
  }

  @Test
  void whoeverListensNeedNotLookUnasked() throws Exception {
    var news = new LinkedBlockingQueue<RunId>();
    runtime().onChange(news::add);
    RunSpec spec = job("true");

    runtime().start(spec);

    RunObservation seen;
    do {
      assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo(spec.id());
      seen = runtime().observe(spec.id()).orElseThrow();
    } while (seen.ending() == null);
    assertThat(seen.startedAt()).isNotNull();
  }

  @Test
  void aRestartedServerFindsItsRunsAndTheirLogs() {
    RunId done = start(shell("echo done; exit 4"));
    watcher().ending(done);
    RunId going =
        start(shell("echo up; while [ ! -e /workspace/end ]; do sleep 0.05; done; exit 6"));
    untilOutput(going, "up");

    WorkloadRuntime second = restarted();

    assertThat(second.observe(done).orElseThrow().ending().exitCode()).isEqualTo(4);
    assertThat(new String(second.log(done, 0, 100).bytes(), UTF_8)).isEqualTo("done\n");
    assertThat(second.observe(going).orElseThrow().ending()).isNull();
    second.stop(going, Duration.ofSeconds(20));
    assertThat(new RunWatcher(second).ending(going).cause()).isEqualTo(Cause.STOPPED);
  }

  @Test
  void aForgottenRunLeavesNothing() {
    RunId run = start(job("sleep", "1000"));
    watcher().started(run);

    runtime().forget(run);
    runtime().deleteWorkspace(run.workload());

    assertThat(runtime().observe()).isEmpty();
    assertThat(runtime().log(run, 0, 10).complete()).isTrue();
    assertThat(runtime().address(run, 8080)).isEmpty();
  }

  @Test
  void theWorkspaceOutlivesARun() {
    RunSpec first = shell("echo kept > note");
    endingOf(first);

    var second = new RunId(first.id().workload(), 2, 0);

    assertThat(outputOf(job(second, 64 * MIB, Map.of(), "cat", "/workspace/note")))
        .isEqualTo("kept\n");
  }

  @Test
  void whatRunsIsMeasured() {
    RunId run = start(shell("echo up; while :; do :; done"));
    untilOutput(run, "up");

    WorkloadRuntime.UsageSample sample = runtime().usage(run).orElseThrow();

    assertThat(sample.memory()).isPositive();
    assertThat(sample.age()).isPositive();
  }
}
