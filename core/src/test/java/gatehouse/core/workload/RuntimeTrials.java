package gatehouse.core.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.RunObservation.Ending;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Words in which trials of a runtime are written. */
public abstract class RuntimeTrials {
  protected static final ProjectId PROJECT = new ProjectId("0123456789abcdef0123456789abcdef");
  protected static final long MIB = 1L << 20;

  /** The runtime under test, the same one throughout a test. */
  protected abstract WorkloadRuntime runtime();

  /** What waits for news of {@link #runtime()}. */
  protected abstract RunWatcher watcher();

  /**
   * Another instance over the same state, as after a restart of the server; from then on it is
   * {@link #runtime()}.
   */
  protected abstract WorkloadRuntime restarted();

  protected static RunId newRun() {
    return new RunId(new WorkloadId(UUID.randomUUID()), 1, 0);
  }

  protected static RunSpec job(String... command) {
    return job(newRun(), 256 * MIB, Map.of(), command);
  }

  protected static RunSpec shell(String script) {
    return job("sh", "-c", script);
  }

  protected static RunSpec job(
      RunId id, long memory, Map<String, String> environment, String... command) {
    return new RunSpec(
        id,
        PROJECT,
        WorkloadKind.JOB,
        "host",
        List.of(command),
        environment,
        null,
        8080,
        new RunResources(1, memory, List.of()));
  }

  /** A script whose workload may keep so many bytes in its workspace. */
  protected static RunSpec keeping(long workspace, String script) {
    RunSpec spec = shell(script);
    return new RunSpec(
        spec.id(),
        PROJECT,
        spec.kind(),
        spec.image(),
        spec.command(),
        spec.environment(),
        null,
        spec.httpPort(),
        new RunResources(1, 256 * MIB, List.of(), workspace));
  }

  protected RunId start(RunSpec spec) {
    runtime().start(spec);
    return spec.id();
  }

  protected Ending endingOf(RunSpec spec) {
    return watcher().ending(start(spec));
  }

  protected String outputOf(RunSpec spec) {
    RunId run = start(spec);
    watcher().ending(run);
    return output(run);
  }

  protected String output(RunId run) {
    return new String(runtime().log(run, 0, 1 << 20).bytes(), UTF_8);
  }

  /** Waits for a piece of output, by running it down with a clock rather than with pauses. */
  protected void untilOutput(RunId run, String piece) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    watcher().started(run);
    while (!output(run).contains(piece)) {
      assertThat(System.nanoTime()).as("output of %s: %s", run, output(run)).isLessThan(deadline);
      assertThat(runtime().observe(run).orElseThrow().ending()).isNull();
      Thread.onSpinWait();
    }
  }
}
