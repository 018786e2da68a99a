package gatehouse.engines.runtimes.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.RunWatcher;
import gatehouse.core.workload.RuntimeVolumesContract;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import gatehouse.engines.runtimes.agent.KeeperProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is so in a container, with volumes as everywhere; tried with each engine. */
abstract class ContainerTrials extends RuntimeVolumesContract {
  @RegisterExtension final OpenedDocker opened = new OpenedDocker(engine());

  abstract EngineProcess engine();

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
  void aProgramIsTheModelsUserAndMayDoNothingItNeedNot() {
    String said =
        outputOf(
            shell(
                "id -u; pwd; echo $HOME; grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status;"
                    + " ls /sys/class/net; touch /x; touch /usr/x; touch /tmp/x && echo wrote;"
                    + " ls /run/gatehouse/exit; cat /proc/1/environ; ls /var/run/docker.sock"));

    assertThat(said)
        .startsWith("42420\n/workspace\n/workspace\n")
        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1")
        .contains("Seccomp:\t2", "\nlo\n", "wrote\nout\n")
        .contains("'/x': Read-only file system", "'/usr/x': Read-only file system")
        .contains("/proc/1/environ: Permission denied")
        .contains("'/var/run/docker.sock': No such file");
  }

  @Test
  void aPortInsideIsReachedThroughTheDialSocketAlone() throws IOException {
    RunId run =
        start(
            shell(
                "echo hello > /tmp/a && cd /tmp && exec python3 -m http.server --bind 127.0.0.1 8080"));
    watcher().listening(run);

    var address = (Upstream.UnixSocket) runtime().address(run, 8080).orElseThrow();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(address.path()));
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (8080 >> 8), (byte) (8080 & 0xff)}));
      channel.write(ByteBuffer.wrap("GET /a HTTP/1.0\r\n\r\n".getBytes(UTF_8)));
      assertThat(new String(Channels.newInputStream(channel).readAllBytes(), UTF_8))
          .startsWith("HTTP/1.0 200")
          .endsWith("hello\n");
    }
  }

  @Test
  void aCommandRunsBesideWithATerminal() throws IOException {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");
    var said = new ByteArrayOutputStream();

    int code = -1;
    try (var command =
        runtime()
            .exec(
                run,
                new CommandWish(
                    List.of("sh", "-c", "stty size; id -u; exit 3"), true, false, 20, 90))) {
      while (code < 0) {
        switch (command.next()) {
          case BesideCommand.Piece.Output output -> said.writeBytes(output.bytes());
          case BesideCommand.Piece.Ended ended -> code = ended.exitCode();
        }
      }
    }

    assertThat(code).isEqualTo(3);
    assertThat(said.toString(UTF_8)).contains("20 90", "42420");
  }

  @Test
  void aKilledKeeperTakesItsContainerWithIt() {
    RunId run = start(shell("echo up; while :; do touch /workspace/alive; sleep 0.1; done"));
    untilOutput(run, "up");
    Path pid = opened.data().resolve("runs").resolve(run.asName()).resolve("pid");

    KeeperProcess.read(pid).orElseThrow().handle().orElseThrow().destroyForcibly();

    assertThat(watcher().ending(run).cause()).isEqualTo(Cause.LOST);
    Path alive = opened.data().resolve("workspaces/" + run.workload() + "/alive");
    long end = System.nanoTime() + 20_000_000_000L;
    boolean still = true;
    while (still && System.nanoTime() < end) {
      alive.toFile().delete();
      java.util.concurrent.locks.LockSupport.parkNanos(500_000_000L);
      still = Files.exists(alive);
    }
    assertThat(still).as("the container runs on").isFalse();
  }

  @Test
  void anImageThatTheEngineHasIsRunByItsOwnProgram() throws IOException {
    load();

    assertThat(runtime().images()).extracting(image -> image.id()).contains("oci:tiny:latest");
    RunSpec spec = of("oci:tiny", List.of());
    watcher().until(() -> runtime().prepare(spec) instanceof Preparation.Ready);

    assertThat(outputOf(spec)).isEqualTo("own program of 42420 in /workspace\n");
    assertThat(outputOf(of("oci:tiny", List.of("/bin/busybox", "echo", "told"))))
        .isEqualTo("told\n");
  }

  @Test
  void anImageThatIsNotThereFailsWithItsName() {
    RunSpec spec = of("oci:nowhere", List.of("true"));

    watcher().until(() -> runtime().prepare(spec) instanceof Preparation.Failed);

    assertThat(((Preparation.Failed) runtime().prepare(spec)).sentence()).contains("oci:nowhere");
  }

  static gatehouse.core.identity.ProjectId project() {
    return PROJECT;
  }

  static RunSpec of(String image, List<String> command) {
    RunSpec spec = shell("true");
    return new RunSpec(
        newRun(), PROJECT, spec.kind(), image, command, Map.of(), null, 8080, spec.resources());
  }

  /** An image of one static program, with a program of its own in its configuration. */
  void load() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      byte[] busybox = Files.readAllBytes(Path.of("/bin/busybox"));
      var entry = new TarArchiveEntry("bin/busybox");
      entry.setMode(0755);
      entry.setSize(busybox.length);
      tar.putArchiveEntry(entry);
      tar.write(busybox);
      tar.closeArchiveEntry();
    }
    String change =
        "ENTRYPOINT [\"/bin/busybox\",\"sh\",\"-c\",\"echo own program of $(/bin/busybox id -u) in"
            + " $HOME\"]";
    try (var client = new EngineClient(engine().socket())) {
      var _ =
          client.postBytes(
              "/images/create?fromSrc=-&repo=tiny&tag=latest&changes=" + EngineClient.part(change),
              "application/x-tar",
              bytes.toByteArray());
    }
  }
}
