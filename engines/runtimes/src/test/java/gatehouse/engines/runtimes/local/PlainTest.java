package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Plain processes, where no sandbox can be made and that was allowed. */
class PlainTest extends LocalTrials {
  @Override
  OpenedRuntime open() {
    var broken = new LocalOptions(Path.of("/bin/false"), 200_000, 100, 4096, List.of());
    return new OpenedRuntime(broken.withInsecure(true));
  }

  @Test
  void theReportSaysPlainlyThatThereIsNoSandbox() {
    WorkloadRuntime.RuntimeReport report = runtime().report();

    assertThat(report.available()).isTrue();
    assertThat(report.remarks().getFirst()).startsWith("INSECURE: ").contains("without a sandbox");
    assertThat(runtime().images().getFirst().description()).contains("NOT in a sandbox");
  }

  @Test
  void whereASandboxWorksTheFlagChangesNothing() throws IOException {
    var here = new OpenedRuntime(LocalOptions.standard().withInsecure(true));
    here.beforeEach(null);
    try {
      assertThat(here.runtime().report().remarks()).noneMatch(said -> said.contains("INSECURE"));
    } finally {
      here.afterEach(null);
    }
  }

  @Test
  void aProgramHasItsFolderItsEnvironmentAndItsExitCode() {
    RunSpec spec =
        job(
            newRun(),
            256 * MIB,
            Map.of("GREETING", "hello"),
            "sh",
            "-c",
            "echo $GREETING; pwd; echo $HOME; touch $TMPDIR/x; exit 3");

    Ending ending = endingOf(spec);

    String workspace = opened.data() + "/workspaces/" + spec.id().workload();
    assertThat(output(spec.id())).isEqualTo("hello\n" + workspace + "\n" + workspace + "\n");
    assertThat(ending.cause()).isEqualTo(Cause.EXITED);
    assertThat(ending.exitCode()).isEqualTo(3);
  }

  @Test
  void aMissingCommandIsNamed() {
    assertThat(endingOf(job("no-such-program")).sentence()).contains("no-such-program");
  }

  @Test
  void aRunOutlivesTheServerAndEndsWithAllItsChildren() {
    RunId run = start(shell("setsid sleep 1000 & echo up; sleep 1000"));
    untilOutput(run, "up");
    restarted();
    List<ProcessHandle> processes = opened.processes(run);
    assertThat(processes).hasSizeGreaterThanOrEqualTo(4);

    runtime().stop(run, Duration.ofSeconds(5));

    assertThat(watcher().ending(run).cause()).isEqualTo(Cause.STOPPED);
    assertThat(processes).allSatisfy(process -> process.onExit().get(10, TimeUnit.SECONDS));
  }

  @Test
  void whatTheProgramLeavesBehindEndsWithIt() {
    RunSpec spec = shell("setsid sleep 1000 & echo $!; exit 4");

    Ending ending = endingOf(spec);

    long left = Long.parseLong(output(spec.id()).strip());
    assertThat(ending.exitCode()).isEqualTo(4);
    assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aKilledKeeperTakesItsRunAlong() {
    RunId run = start(shell("setsid sleep 1000 & echo up; sleep 1000"));
    untilOutput(run, "up");
    List<ProcessHandle> processes = opened.processes(run);

    processes.getFirst().destroyForcibly();

    assertThat(watcher().ending(run).cause()).isEqualTo(Cause.LOST);
    assertThat(processes).allSatisfy(process -> process.onExit().get(10, TimeUnit.SECONDS));
  }

  @Test
  void itsPortIsReachedAndNobodyElses() throws Exception {
    try (var foreign = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String serve =
          """
          import http.server
          s = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)
          print('port', s.server_port, flush=True)
          s.serve_forever()
          """;
      RunId run = start(job("python3", "-c", serve));
      untilOutput(run, "\n");
      int port = Integer.parseInt(output(run).strip().substring("port ".length()));

      assertThat(asked(run, port)).startsWith("HTTP/1.0 200");
      assertThat(asked(run, foreign.getLocalPort())).isEmpty();
    }
  }

  @Test
  void whatKeepsTooMuchIsEnded() {
    Ending ending = endingOf(keeping(4 * MIB, "head -c 9000000 /dev/zero > big; sleep 1000"));

    assertThat(ending.cause()).isEqualTo(Cause.OUT_OF_DISK);
  }

  private String asked(RunId run, int port) throws IOException {
    var upstream = (Upstream.UnixSocket) runtime().address(run, port).orElseThrow();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(upstream.path()));
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (port >> 8), (byte) port}));
      channel.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8)));
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
