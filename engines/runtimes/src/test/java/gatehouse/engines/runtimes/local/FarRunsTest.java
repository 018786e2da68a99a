package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import gatehouse.engines.runtimes.far.NodeKey;
import gatehouse.engines.runtimes.far.NodeLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of another node. */
class FarRunsTest extends LocalTrials {
  @RegisterExtension final FarEnd far = new FarEnd();

  @Override
  protected WorkloadRuntime runtime() {
    return far.of(opened.runtime());
  }

  @Test
  void itsLogIsReadInPiecesAndFromItsLastLines() {
    RunId run = start(shell("seq 1 100000"));
    watcher().ending(run);

    LogChunk piece = runtime().log(run, 4, 10);
    assertThat(new String(piece.bytes(), UTF_8)).isEqualTo("3\n4\n5\n6\n7\n");
    assertThat(piece.position()).isEqualTo(4);
    assertThat(piece.end()).isEqualTo(588_895);
    assertThat(piece.complete()).isTrue();
    long last = runtime().logTail(run, 2);
    assertThat(new String(runtime().log(run, last, 1000).bytes(), UTF_8))
        .isEqualTo("99999\n100000\n");
    assertThat(runtime().log(run, 0, Integer.MAX_VALUE).bytes()).hasSize(588_895);
  }

  @Test
  void whatDoesNotRunThereIsNotReached() {
    RunId run = start(shell("exit 0"));
    watcher().ending(run);

    Refused refused =
        catchThrowableOfType(
            Refused.class,
            () ->
                runtime()
                    .exec(
                        run,
                        new gatehouse.core.workload.CommandWish(
                            java.util.List.of("true"), false, false, 0, 0)));

    assertThat(refused.refusal()).isInstanceOf(Conflict.class);
    assertThat(((Conflict) refused.refusal()).reason()).contains("there", "does not run");
    assertThat(runtime().address(run, 8080)).isEmpty();
  }

  @Test
  void aNodeWithOtherKeysIsNotLetInAndLetsNobodyIn() throws IOException {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");

    try (NodeLinks stranger = far.links(NodeKey.of(FarEnd.draw()))) {
      Refused refused =
          catchThrowableOfType(Refused.class, () -> stranger.log("there", run, 0, 10));

      assertThat(refused.refusal()).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void anotherNodeAtTheSameAddressIsNotTakenForTheOneThatWasThere() throws IOException {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");

    try (NodeLinks links = far.linksTo("who was there before")) {
      Refused refused =
          catchThrowableOfType(Refused.class, () -> links.log("who was there before", run, 0, 10));

      assertThat(refused.refusal()).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void whoLooksForARunThatIsNotThereDoesNotHaveItsHomeAskedEachTime() {
    RunId run = start(shell("exit 0"));
    watcher().ending(run);
    NodeLinks links = far.links();

    assertThat(links.address("there", run, 8080)).isEmpty();
    assertThat(links.isAsking(run)).isTrue();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (links.isAsking(run) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }

    assertThat(links.address("there", run, 8080)).isEmpty();
    assertThat(links.isAsking(run)).isFalse();
  }

  @Test
  void whoIsNoNodeIsToldNothing() throws IOException {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");

    try (Socket plain = new Socket()) {
      plain.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), far.port()));
      plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      byte[] answer = plain.getInputStream().readAllBytes();

      // A TLS alert at most.
      assertThat(answer.length).isLessThan(10);
    }
  }

  @Test
  void aNodeThatIsNotThereIsNamed() {
    RunId run = start(shell("echo up; exec sleep 1000"));
    untilOutput(run, "up");

    Refused refused =
        catchThrowableOfType(Refused.class, () -> far.links().log("nowhere", run, 0, 10));

    assertThat(((Unavailable) refused.refusal()).reason())
        .isEqualTo("The node nowhere, which runs it, is not there: try again when it is.");
  }
}
