package gatehouse.benchmarks;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.Images;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.engines.runtimes.local.LocalOptions;
import gatehouse.engines.runtimes.local.LocalRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * From the wish for a run to the first byte in its log, and from the start of a bare bubblewrap to
 * the first byte of its output, in turns.
 */
public final class FirstByte {
  private static final int WARM_UP = 10;
  private static final long LONGEST_NANOS = 30_000_000_000L;

  private FirstByte() {}

  /** Takes a folder and how often each is measured; prints both medians in milliseconds. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    double[] ours = new double[rounds];
    double[] bare = new double[rounds];
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var runtime =
            new LocalRuntime(
                folder,
                threads,
                InstantSource.system(),
                LocalOptions.standard(),
                Egress.NONE,
                Images.NONE)) {
      for (int i = -WARM_UP; i < rounds; i++) {
        double one = ofOurs(runtime);
        double other = ofBare();
        if (i >= 0) {
          ours[i] = one;
          bare[i] = other;
        }
      }
    }
    System.out.println(median(ours) + " " + median(bare));
    System.exit(0);
  }

  private static double ofOurs(WorkloadRuntime runtime) throws IOException {
    var run = new RunId(new WorkloadId(UUID.randomUUID()), 1, 0);
    var spec =
        new RunSpec(
            run,
            new ProjectId("0123456789abcdef0123456789abcdef"),
            WorkloadKind.JOB,
            "host",
            List.of("echo", "x"),
            Map.of(),
            null,
            8080,
            new RunResources(1, 64 << 20, List.of()));
    long begun = System.nanoTime();
    runtime.start(spec);
    while (runtime.log(run, 0, 1).bytes().length == 0) {
      if (System.nanoTime() - begun > LONGEST_NANOS) {
        throw new IOException("nothing came: " + runtime.observe(run));
      }
      java.util.concurrent.locks.LockSupport.parkNanos(200_000);
    }
    double taken = millis(begun);
    runtime.forget(run);
    runtime.deleteWorkspace(run.workload());
    return taken;
  }

  private static double ofBare() throws IOException, InterruptedException {
    var command =
        List.of(
            "bwrap",
            "--unshare-all",
            "--cap-drop",
            "ALL",
            "--ro-bind",
            "/usr",
            "/usr",
            "--symlink",
            "usr/bin",
            "/bin",
            "--symlink",
            "usr/lib",
            "/lib",
            "--symlink",
            "usr/lib64",
            "/lib64",
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--tmpfs",
            "/tmp",
            "echo",
            "x");
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("bubblewrap put nothing out");
    }
    double taken = millis(begun);
    process.waitFor();
    return taken;
  }

  private static double millis(long begun) {
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double median(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
