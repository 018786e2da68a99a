package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeTrials;
import gatehouse.core.workload.WorkloadRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one run may use, and that it gets no more. */
class LimitsTest extends RuntimeTrials {
  @RegisterExtension
  final OpenedRuntime opened =
      new OpenedRuntime(new LocalOptions(Path.of("/usr/bin/bwrap"), 200_000, 1000, 40, List.of()));

  @BeforeEach
  void onlyWhereLimitsAreKept() {
    assumeThat(opened.runtime().report().limits())
        .as("limits are only advisory on this machine")
        .isIn("cgroup1", "cgroup2");
  }

  @Override
  protected WorkloadRuntime runtime() {
    return opened.runtime();
  }

  @Override
  protected RunWatcher watcher() {
    return opened.watcher();
  }

  @Override
  protected WorkloadRuntime restarted() {
    return opened.restarted();
  }

  @Test
  void aForkBombIsContained() {
    String bomb =
        """
        import os, sys
        made = 0
        try:
            while made < 500:
                if os.fork() == 0:
                    os.read(os.pipe()[0], 1)
                made += 1
        except BlockingIOError:
            pass
        print('made', made, flush=True)
        """;
    String seen = outputOf(job("python3", "-c", bomb));

    int made = Integer.parseInt(seen.strip().substring("made ".length()));
    assertThat(made).isBetween(10, 40);
  }

  @Test
  void aWorkerKilledForMemoryIsNoFailureOfAProgramThatGoesOn() {
    RunSpec spec =
        job(
            newRun(),
            64 * MIB,
            Map.of(),
            "sh",
            "-c",
            "python3 -c 'x = bytearray(300 << 20)'; echo worker $?; exit 0");

    Ending ending = endingOf(spec);

    assertThat(output(spec.id())).contains("worker 137");
    assertThat(ending.cause()).isEqualTo(Cause.EXITED);
    assertThat(ending.exitCode()).isZero();
  }

  @Test
  void theTemporaryFolderCountsAsMemory() {
    RunSpec spec =
        job(newRun(), 64 * MIB, Map.of(), "sh", "-c", "head -c 200000000 /dev/zero > /tmp/big");

    assertThat(endingOf(spec).cause()).isEqualTo(Cause.OUT_OF_MEMORY);
  }

  @Test
  void twoBusyProcessesOnOneCpuGetOneCpu() {
    String busy =
        """
        import os, time
        child = os.fork()
        end = time.monotonic() + 1.0
        while time.monotonic() < end: pass
        if child:
            os.wait()
            print(os.times().user + os.times().children_user)
        """;

    double used = Double.parseDouble(outputOf(job("python3", "-c", busy)).strip());

    // Two would have used 2 seconds, had they two CPUs; a period more than the limit may pass.
    assertThat(used).isLessThan(1.5);
  }

  @Test
  void useIsMeasured() {
    String hold =
        "import time; x = bytearray(b'x') * (50 << 20); print('up', flush=True); time.sleep(99)";
    RunId run = start(job("python3", "-c", hold));
    untilOutput(run, "up");

    WorkloadRuntime.UsageSample use = runtime().usage(run).orElseThrow();

    assertThat(use.memory()).isBetween(50 * MIB, 128 * MIB);
    assertThat(use.cpuSeconds()).isBetween(0.001, 20.0);
  }
}
