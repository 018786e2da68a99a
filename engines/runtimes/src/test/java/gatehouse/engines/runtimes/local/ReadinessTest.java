package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadRuntime.RuntimeReport;
import gatehouse.engines.runtimes.agent.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Machines on which sandboxes do not work, or not yet. */
class ReadinessTest {
  @TempDir Path folder;

  /** Not below {@code /tmp}, which the keeper hides from what it starts. */
  @TempDir(factory = BesideTmp.class)
  Path programs;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void withoutBubblewrapNothingStartsAndTheCureIsNamed() throws IOException {
    try (LocalRuntime runtime = opened(folder, Path.of("/nonexistent/bwrap"))) {
      RuntimeReport report = runtime.report();
      Refused refused = catchThrowableOfType(Refused.class, () -> runtime.start(job()));

      assertThat(report.available()).isFalse();
      assertThat(String.join(" ", report.remarks()))
          .contains("/nonexistent/bwrap", "apt-get install bubblewrap");
      assertThat(refused.refusal()).isInstanceOf(Unavailable.class);
      assertThat(runtime.observe()).isEmpty();
    }
  }

  @Test
  void whatASandboxThatCannotBeMadeSaysIsPassedOn() throws IOException {
    Path broken = script("echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1");

    try (LocalRuntime runtime = opened(folder, broken)) {
      assertThat(runtime.report().available()).isFalse();
      assertThat(runtime.report().remarks().getFirst())
          .contains("setting up uid map: Permission denied");
    }
  }

  @Test
  void aSandboxThatIsMendedIsNoticedWithoutARestart() throws IOException {
    Path mended = script("exit 1");

    try (LocalRuntime runtime = opened(folder, mended)) {
      assertThat(runtime.report().available()).isFalse();
      Files.writeString(mended, "#!/bin/sh\nexec /usr/bin/bwrap \"$@\"\n");

      RunSpec spec = job();
      runtime.start(spec);

      assertThat(new RunWatcher(runtime).ending(spec.id()).exitCode()).isZero();
      assertThat(runtime.report().available()).isTrue();
      runtime.forget(spec.id());
    }
  }

  @Test
  void aDataFolderWithALongPathStillGetsSocketsThatCanBeDialed() throws IOException {
    Path deep = folder.resolve("x".repeat(120));

    try (LocalRuntime runtime = opened(deep, Path.of("/usr/bin/bwrap"))) {
      RunSpec spec = job();
      runtime.start(spec);

      assertThat(new RunWatcher(runtime).ending(spec.id()).exitCode()).isZero();
      String socket = Files.readString(deep.resolve("runs/" + spec.id() + "/socket"));
      assertThat(socket).hasSizeLessThan(108).startsWith("/tmp/gatehouse-");
      runtime.forget(spec.id());
      Folders.delete(Path.of(socket).getParent());
    }
  }

  /** Makes folders in {@code /var/tmp}. */
  static final class BesideTmp implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("/var/tmp"), "gatehouse");
    }
  }

  private LocalRuntime opened(Path data, Path bubblewrap) throws IOException {
    var options = new LocalOptions(bubblewrap, 200_000, 100, 100, List.of());
    return new LocalRuntime(data, executor, InstantSource.system(), options, Egress.NONE);
  }

  /** A program that the workload's user may run: its folder is open to all. */
  private Path script(String line) throws IOException {
    Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path script = Files.writeString(programs.resolve("bwrap"), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private static RunSpec job() {
    return new RunSpec(
        new RunId(new WorkloadId(UUID.randomUUID()), 1, 0),
        new ProjectId("0".repeat(32)),
        WorkloadKind.JOB,
        "host",
        List.of("true"),
        Map.of(),
        null,
        8080,
        new RunResources(1, 64 << 20, List.of()));
  }
}
