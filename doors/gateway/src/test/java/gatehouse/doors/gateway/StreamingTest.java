package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.workload.WorkloadKind.NOTEBOOK;
import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.gateway.House.Someone;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies: large, slow, cut off, held still. */
class StreamingTest {
  private static final String OK_ENDLESS = head("HTTP/1.1 200 OK", "Content-Type: x/y");
  private static final byte[] BLOCK = new byte[64 * 1024];

  private House house;
  private Someone reader;

  @BeforeEach
  void open() throws Exception {
    house = new House();
    reader = house.someone(AI_TRAINING_READ);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private String host(RawServer.Talk talk) throws Exception {
    RawServer server = house.tcp(talk);
    WorkloadId id =
        house.workloads.running(
            NOTEBOOK, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of()));
    return "Host: " + House.host(NOTEBOOK, id);
  }

  private static void endless(RawServer.Connection connection, AtomicLong sent) throws IOException {
    connection.head();
    connection.say(OK_ENDLESS);
    while (true) {
      connection.out.write(BLOCK);
      sent.addAndGet(BLOCK.length);
    }
  }

  @Test
  void aDownloadIsCutWhenTheRoleIsTakenAway() throws Exception {
    String host = host(connection -> endless(connection, new AtomicLong()));
    try (var client = house.client()) {
      client.send(head("GET /big HTTP/1.1", host, reader.bearer()));
      assertThat(client.head()).contains("transfer-encoding: chunked");
      client.in.readNBytes(10_000_000);

      assertThat(house.revoke(reader).cut()).containsEntry(ConnectionKind.HTTP, 1);

      assertThat(client.rest()).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void whatGoesInAndOutIsCounted() throws Exception {
    RawServer server =
        house.tcp(
            connection -> {
              connection.head();
              connection.in.readNBytes(300_000);
              connection.say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              connection.out.write(new byte[100_000]);
              connection.out.flush();
            });
    WorkloadId id =
        house.workloads.running(
            NOTEBOOK, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of()));
    try (var client = house.client()) {
      client.send(
          head(
                  "POST / HTTP/1.1",
                  "Host: " + House.host(NOTEBOOK, id),
                  reader.bearer(),
                  "Content-Length: 300000")
              + "x".repeat(300_000));
      client.answer();
    }

    // With the heads.
    assertThat(house.workloads.moved(id).received()).isBetween(300_000L, 302_000L);
    assertThat(house.workloads.moved(id).sent()).isBetween(100_000L, 100_100L);
  }

  @Test
  void nothingIsAnsweredOnceTheRevokingCallHasReturned() throws Exception {
    String host = host(connection -> connection.answerAll("secret"));
    try (var client = house.client()) {
      String request = head("GET / HTTP/1.1", host, reader.bearer());
      assertThat(client.send(request).answer()).endsWith("secret");

      house.revoke(reader);

      assertThat(client.send(request).answer()).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void aReaderThatDoesNotReadStopsItsWriter() throws Exception {
    var sent = new AtomicLong();
    String host = host(connection -> endless(connection, sent));
    try (var client = house.client()) {
      client.socket.setReceiveBufferSize(64 * 1024);
      client.send(head("GET /big HTTP/1.1", host, reader.bearer()));
      client.head();

      assertThat(settled(sent)).isLessThan(40_000_000);
    }
  }

  /** The value once it no longer changes. */
  private static long settled(AtomicLong value) throws Exception {
    var never = new CountDownLatch(1);
    long before = -1;
    while (before != value.get()) {
      before = value.get();
      assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
    }
    return before;
  }

  @Test
  void aWriterWhoseReaderDoesNotReadIsStopped() throws Exception {
    var read = new CountDownLatch(1);
    String host =
        host(
            connection -> {
              connection.head();
              try {
                read.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    var sent = new AtomicLong();
    try (var client = house.client()) {
      client.send(head("POST / HTTP/1.1", host, reader.bearer(), "Content-Length: 1000000000"));
      var writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (true) {
                    client.send(BLOCK);
                    sent.addAndGet(BLOCK.length);
                  }
                } catch (IOException e) {
                  // Closed below.
                }
              });

      assertThat(settled(sent)).isLessThan(40_000_000);

      client.socket.close();
      read.countDown();
      writing.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anUploadInChunksArrivesWhole() throws Exception {
    var arrived = new CompletableFuture<Long>();
    String host =
        host(
            connection -> {
              String head = connection.head();
              assertThat(head).contains("transfer-encoding: chunked");
              long bytes = 0;
              while (true) {
                int size = Integer.parseInt(line(connection), 16);
                connection.in.readNBytes(size + 2);
                bytes += size;
                if (size == 0) {
                  break;
                }
              }
              arrived.complete(bytes);
              connection.say(head("HTTP/1.1 204 No Content"));
            });
    try (var client = house.client()) {
      client.send(head("PUT /f HTTP/1.1", host, reader.bearer(), "Transfer-Encoding: chunked"));
      for (int i = 0; i < 200; i++) {
        client.send("10000\r\n").send(BLOCK).send("\r\n");
      }
      client.send("0\r\n\r\n");

      assertThat(client.head()).startsWith("HTTP/1.1 204 ").doesNotContain("content-length");
      assertThat(arrived.get(10, TimeUnit.SECONDS)).isEqualTo(200L * BLOCK.length);
    }
  }

  private static String line(RawServer.Connection connection) throws IOException {
    var line = new StringBuilder();
    for (int b = connection.in.read(); b >= 0 && b != 10; b = connection.in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Test
  void aBodyIsSentOnlyWhenTheUpstreamSaysContinue() throws Exception {
    String host =
        host(
            connection -> {
              assertThat(connection.head()).contains("Expect: 100-continue");
              connection.say(head("HTTP/1.1 100 Continue"));
              connection.in.readNBytes(4);
              connection.say(head("HTTP/1.1 200 OK", "Content-Length: 4") + "done");
            });
    try (var client = house.client()) {
      client.send(
          head(
              "POST / HTTP/1.1",
              host,
              reader.bearer(),
              "Content-Length: 4",
              "Expect: 100-continue"));

      assertThat(client.head()).startsWith("HTTP/1.1 100 Continue");
      assertThat(client.send("body").answer()).startsWith("HTTP/1.1 200 OK").endsWith("done");
    }
  }

  @Test
  void aRefusedBodyIsNotAskedFor() throws Exception {
    String host = host(connection -> connection.answerAll("never"));
    try (var client = house.client()) {
      client.send(head("POST / HTTP/1.1", host, "Content-Length: 4000000", "Expect: 100-continue"));

      assertThat(client.rest()).startsWith("HTTP/1.1 401 ").contains("connection: close");
    }
  }

  @Test
  void aHeadHasNoBodyAndTheConnectionGoesOn() throws Exception {
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(head("HTTP/1.1 200 OK", "Content-Length: 5000"));
              connection.answerAll("next");
            });
    try (var client = house.client()) {
      client.send(head("HEAD / HTTP/1.1", host, reader.bearer()));
      assertThat(client.head()).contains("Content-Length: 5000");

      assertThat(client.send(head("GET / HTTP/1.1", host, reader.bearer())).answer())
          .endsWith("next");
    }
  }

  @Test
  void anOldClientGetsABodyThatEndsWithTheConnection() throws Exception {
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"));
              connection.say("3\r\nabc\r\n0\r\n\r\n");
            });
    try (var client = house.client()) {
      client.send(head("GET / HTTP/1.0", host, reader.bearer()));

      assertThat(client.rest()).doesNotContain("chunked").endsWith("\r\n\r\nabc");
    }
  }

  @Test
  void anAnswerThatBreaksOffBreaksOff() throws Exception {
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(head("HTTP/1.1 200 OK", "Content-Length: 10") + "abc");
            });
    try (var client = house.client()) {
      client.send(head("GET / HTTP/1.1", host, reader.bearer()));
      assertThat(client.head()).contains("Content-Length: 10");

      assertThat(client.rest().length()).isLessThan(10);
    }
  }

  @Test
  void aStaleLineIsReplacedUnseen() throws Exception {
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(head("HTTP/1.1 200 OK", "Content-Length: 2") + "ok");
              // Closes as the next request comes, as servers do that have waited long enough.
              connection.head();
            });
    try (var client = house.client()) {
      String request = head("GET / HTTP/1.1", host, reader.bearer());

      assertThat(client.send(request).answer()).endsWith("ok");
      assertThat(client.send(request).answer()).endsWith("ok");
    }
  }

  @Test
  void aClientThatHasSaidAllMayCloseItsHalf() throws Exception {
    var half = new CountDownLatch(1);
    String host =
        host(
            connection -> {
              connection.head();
              try {
                half.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              connection.say(head("HTTP/1.1 200 OK", "Content-Length: 2") + "ok");
            });
    try (var client = house.client()) {
      client.send(head("GET / HTTP/1.1", host, reader.bearer()));
      client.socket.shutdownOutput();
      half.countDown();

      assertThat(client.rest()).startsWith("HTTP/1.1 200 ").endsWith("ok");
    }
  }

  @Test
  void withoutALeaseNothingPassesUntilItIsRegained() throws Exception {
    var go = new CountDownLatch(1);
    var said = new CountDownLatch(1);
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(OK_ENDLESS + "before");
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              connection.say("after");
              said.countDown();
            });
    try (var client = house.client();
        var other = house.client()) {
      client.send(head("GET / HTTP/1.1", host, reader.bearer()));
      client.head();
      assertThat(client.read(11)).isEqualTo("6\r\nbefore\r\n");

      house.cluster.reachable = false;
      house.leap(Duration.ofSeconds(5));
      go.countDown();
      said.await();
      assertThat(other.send(head("GET / HTTP/1.1", host, reader.bearer())).answer())
          .startsWith("HTTP/1.1 503 ")
          .contains("retry-after: 1");
      client.socket.setSoTimeout(400);
      assertThat(silent(client)).isTrue();

      client.socket.setSoTimeout(10_000);
      house.cluster.reachable = true;
      house.node.beat();
      assertThat(client.read(10)).isEqualTo("5\r\nafter\r\n");
    }
  }

  private static boolean silent(RawClient client) throws IOException {
    try {
      return client.in.read() == Integer.MIN_VALUE;
    } catch (java.net.SocketTimeoutException e) {
      return true;
    }
  }

  @Test
  void whatNoLongerStandsIsNotLetOnWhenTheLeaseIsRegained() throws Exception {
    var go = new CountDownLatch(1);
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(OK_ENDLESS + "before");
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              connection.say("after");
              connection.in.read();
            });
    try (var client = house.client()) {
      client.send(head("GET / HTTP/1.1", host, reader.bearer()));
      client.head();
      client.read(11);
      house.cluster.reachable = false;
      house.leap(Duration.ofSeconds(5));
      go.countDown();

      house.cluster.reachable = true;
      house.revoke(reader);

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void anEventStreamIsCountedAsOne() throws Exception {
    String host =
        host(
            connection -> {
              connection.head();
              connection.say(head("HTTP/1.1 200 OK", "Content-Type: text/event-stream"));
              connection.say("data: 1\n\n");
              connection.in.read();
            });
    try (var client = house.client()) {
      client.send(head("GET / HTTP/1.1", host, reader.bearer()));
      client.head();
      client.read(3);

      assertThat(house.revoke(reader).cut()).isEqualTo(Map.of(ConnectionKind.EVENT_STREAM, 1));
      assertThat(List.of(client.rest())).hasSize(1);
    }
  }
}
