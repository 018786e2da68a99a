package gatehouse.doors.gateway;

import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what is in flight when the server is told to stop. */
class DrainTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final CountDownLatch mayEnd = new CountDownLatch(1);

  /** Says half of an answer, and the rest when it is told. */
  private void halves(RawServer.Connection connection) throws IOException {
    connection.head();
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
    try {
      if (!mayEnd.await(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      return;
    }
    connection.say("rest");
  }

  private static CompletableFuture<Boolean> drained(House house, Duration longest) {
    return CompletableFuture.supplyAsync(() -> house.gateway.drain(longest));
  }

  @Test
  void anOpenDownloadEndsWellAndNobodyElseComesIn() throws Exception {
    try (var house = new House()) {
      house.web(this::halves);
      try (var client = house.client()) {
        client.send(head("GET / HTTP/1.1", "Host: localhost"));
        assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        assertThat(client.read(4)).isEqualTo("half");

        CompletableFuture<Boolean> drained = drained(house, PATIENT);
        untilRefused(house);
        mayEnd.countDown();

        assertThat(client.rest()).isEqualTo("rest");
        assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** The port is closed once the drain has begun. */
  private static void untilRefused(House house) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                house.client().close();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void aDownloadWithoutAnEndIsWaitedForNoLongerThanTheLimit() throws Exception {
    try (var house = new House()) {
      house.web(this::halves);
      try (var client = house.client()) {
        client.send(head("GET / HTTP/1.1", "Host: localhost"));
        client.head();

        long start = System.nanoTime();
        assertThat(house.gateway.drain(Duration.ofMillis(300))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));

        house.gateway.close();
        assertThat(client.rest()).doesNotContain("rest");
      }
    }
  }

  @Test
  void aConnectionThatWaitsForItsNextRequestIsClosedAtOnce() throws Exception {
    try (var house = new House()) {
      house.web(connection -> connection.answerAll("ok"));
      try (var client = house.client()) {
        assertThat(client.send(head("GET / HTTP/1.1", "Host: localhost")).answer()).endsWith("ok");

        assertThat(house.gateway.drain(PATIENT)).isTrue();

        assertThat(client.rest()).isEmpty();
      }
    }
  }

  @Test
  void aStreamOfHttp2EndsWellToo(@TempDir Path folder) throws Exception {
    var files = DrawnCertificate.draw(folder, "drain");
    try (var house = new House(GatewayLimits.DEFAULTS, files, List.of())) {
      house.web(this::halves);
      try (var wire = new Http2Wire(house.port)) {
        assertThat(wire.get(1).outcome(1)).isEqualTo("200");
        assertThat(wire.body(1, 4)).isEqualTo("half");

        CompletableFuture<Boolean> drained = drained(house, PATIENT);
        assertThat(wire.outcome(3)).as("no further streams").isEqualTo("GOAWAY 0");
        mayEnd.countDown();

        assertThat(wire.body(1, 4)).isEqualTo("rest");
        assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }
}
