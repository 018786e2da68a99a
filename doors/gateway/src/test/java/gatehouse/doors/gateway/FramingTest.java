package gatehouse.doors.gateway;

import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadKind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as raw bytes that could be read in more than one way. */
class FramingTest {
  private static final String HOST = "Host: localhost";
  private static final GatewayLimits TIGHT =
      new GatewayLimits(
          1024,
          2048,
          100,
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  private House house;
  private RawServer web;

  @BeforeEach
  void open() throws Exception {
    house = new House(TIGHT, null, List.of());
    web = house.web(connection -> connection.answerAll("ok"));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  static Stream<Arguments> ambiguous() {
    String post = "POST / HTTP/1.1";
    return Stream.of(
        bad("length and chunked", head(post, HOST, "Content-Length: 5", CHUNKED) + "0\r\n\r\n"),
        bad("chunked and length", head(post, HOST, CHUNKED, "Content-Length: 5") + "0\r\n\r\n"),
        bad("two lengths", head(post, HOST, "Content-Length: 1", "Content-Length: 2") + "ab"),
        bad("the same length twice", head(post, HOST, "Content-Length: 1", "Content-Length: 1")),
        bad("a list of lengths", head(post, HOST, "Content-Length: 1, 1") + "a"),
        bad("a signed length", head(post, HOST, "Content-Length: +1") + "a"),
        bad("a negative length", head(post, HOST, "Content-Length: -1") + "a"),
        bad("a length in hex", head(post, HOST, "Content-Length: 0x1") + "a"),
        bad("a length with a gap", head(post, HOST, "Content-Length: 1 1") + "a"),
        bad("an empty length", head(post, HOST, "Content-Length: ")),
        bad("an endless length", head(post, HOST, "Content-Length: 99999999999999999999")),
        bad("gzip and chunked", head(post, HOST, "Transfer-Encoding: gzip, chunked")),
        bad("chunked twice", head(post, HOST, CHUNKED, CHUNKED)),
        bad("chunked in another spelling", head(post, HOST, "Transfer-Encoding: xchunked")),
        bad("identity", head(post, HOST, "Transfer-Encoding: identity")),
        bad("chunked with a tab in front", head(post, HOST, "Transfer-Encoding:\u000bchunked")),
        bad("chunked in HTTP/1.0", head("POST / HTTP/1.0", HOST, CHUNKED) + "0\r\n\r\n"),
        bad("a folded line", head("GET / HTTP/1.1", HOST, "A: b", " c")),
        bad("a folded line with a tab", head("GET / HTTP/1.1", HOST, "A: b", "\tc")),
        bad("a space before the first line", " " + head("GET / HTTP/1.1", HOST)),
        bad("a tab before the first line", "\t" + head("GET / HTTP/1.1", HOST)),
        bad("tabs in the first line", head("GET\t/\tHTTP/1.1", HOST)),
        bad("a folded first line", head("GET / HTTP/1.1", " A: b", HOST)),
        bad("a space before the colon", head("GET / HTTP/1.1", HOST, "A : b")),
        bad("a space in a name", head("GET / HTTP/1.1", HOST, "A b: c")),
        bad("a line without a colon", head("GET / HTTP/1.1", HOST, "Ab")),
        bad("a line without a name", head("GET / HTTP/1.1", HOST, ": b")),
        bad("bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\n"),
        bad("one bare line feed", "GET / HTTP/1.1\r\nHost: localhost\nA: b\r\n\r\n"),
        bad("a bare carriage return", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\rc\r\n\r\n"),
        bad("a null byte in a value", head("GET / HTTP/1.1", HOST, "A: b\u0000c")),
        bad("a null byte in a name", head("GET / HTTP/1.1", HOST, "A\u0000: b")),
        bad("a control character", head("GET / HTTP/1.1", HOST, "A: b\u0001c")),
        bad("no host", head("GET / HTTP/1.1")),
        bad("two hosts", head("GET / HTTP/1.1", HOST, "Host: evil.example")),
        bad("the same host twice", head("GET / HTTP/1.1", HOST, HOST)),
        bad("an empty host", head("GET / HTTP/1.1", "Host:")),
        bad("a host with a path", head("GET / HTTP/1.1", "Host: localhost/x")),
        bad("a host with a user", head("GET / HTTP/1.1", "Host: a@localhost")),
        bad("a host with a bad port", head("GET / HTTP/1.1", "Host: localhost:x")),
        bad("a target elsewhere", head("GET http://evil.example/ HTTP/1.1", HOST)),
        bad("a target without a slash", head("GET x HTTP/1.1", HOST)),
        bad("a target with a fragment", head("GET /#a HTTP/1.1", HOST)),
        bad("a target in Latin-1", head("GET /\u00e9 HTTP/1.1", HOST)),
        bad("a target with a gap", head("GET /a b HTTP/1.1", HOST)),
        bad("an asterisk for GET", head("GET * HTTP/1.1", HOST)),
        bad("no version", "GET /\r\n\r\n"),
        bad("an old draft of WebSocket", draft()),
        bad("an upgrade with a body", upgradeWithBody()),
        arguments("a version to come", head("GET / HTTP/1.2", HOST), 505),
        arguments("CONNECT", head("CONNECT localhost:80 HTTP/1.1", HOST), 405),
        arguments("TRACE", head("TRACE / HTTP/1.1", HOST), 405),
        arguments("a long line", head("GET /" + "a".repeat(2000) + " HTTP/1.1", HOST), 414),
        arguments("long headers", head("GET / HTTP/1.1", HOST, "A: " + "b".repeat(3000)), 431));
  }

  private static final String CHUNKED = "Transfer-Encoding: chunked";

  private static String draft() {
    return head(
            "GET / HTTP/1.1",
            HOST,
            "Connection: Upgrade",
            "Upgrade: WebSocket",
            "Sec-WebSocket-Key1: 1",
            "Sec-WebSocket-Key2: 2")
        + "GET /x H";
  }

  private static String upgradeWithBody() {
    return head(
        "GET / HTTP/1.1", HOST, "Connection: Upgrade", "Upgrade: websocket", "Content-Length: 9");
  }

  private static Arguments bad(String what, String bytes) {
    return arguments(what, bytes, 400);
  }

  private static Arguments arguments(String what, String bytes, int status) {
    return Arguments.of(what, bytes, status);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void whatCanBeReadInTwoWaysIsRefusedAndTheConnectionEnds(String what, String bytes, int status)
      throws Exception {
    try (var client = house.client()) {
      client.send(bytes + head("GET /smuggled HTTP/1.1", HOST));

      assertThat(client.rest())
          .as(what)
          .startsWith("HTTP/1.1 " + status + " ")
          .containsOnlyOnce("HTTP/1.1 ");
      assertThat(web.heads).isEmpty();
    }
  }

  static Stream<Arguments> badChunks() {
    return Stream.of(
        Arguments.of("no hex", "x\r\n"),
        Arguments.of("an empty size", "\r\n"),
        Arguments.of("a signed size", "-1\r\n"),
        Arguments.of("a size with a prefix", "0x1\r\na\r\n"),
        Arguments.of("a size with a space in front", " 1\r\na\r\n"),
        Arguments.of("too much in a chunk", "1\r\nab\r\n0\r\n\r\n"),
        Arguments.of("a bare line feed", "1\na\r\n0\r\n\r\n"),
        Arguments.of("an endless size", "fffffffffffffffff\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badChunks")
  void aMalformedChunkEndsTheRequest(String what, String chunk) throws Exception {
    try (var client = house.client()) {
      client.send(head("POST / HTTP/1.1", HOST, CHUNKED) + "1\r\na\r\n" + chunk);

      assertThat(client.rest()).as(what).doesNotContain(" 200 ");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (var client = house.client()) {
      client.send(
          head("POST /1 HTTP/1.1", HOST, "Content-Length: 3")
              + "abc"
              + head("GET /2 HTTP/1.1", HOST)
              + head("GET /3 HTTP/1.1", HOST, "Connection: close"));

      assertThat(client.rest().split("HTTP/1.1 200 OK", -1)).hasSize(4);
      assertThat(web.nextHead()).startsWith("POST /1 ");
      assertThat(web.nextHead()).startsWith("GET /2 ");
      assertThat(web.nextHead()).startsWith("GET /3 ");
    }
  }

  @Test
  void anAbsoluteTargetOfTheSameHostBecomesAPath() throws Exception {
    try (var client = house.client()) {
      client.send(head("GET http://LOCALHOST?a=b HTTP/1.1", HOST)).answer();

      assertThat(web.nextHead()).startsWith("GET /?a=b HTTP/1.1\r\n");
    }
  }

  @Test
  void headersThatDoNotEndAreTimedOut() throws Exception {
    try (var client = house.client()) {
      client.send("GET / HTTP/1.1\r\nHost: local");

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void headersThatTrickleAreTimedOutToo() throws Exception {
    try (var client = house.client()) {
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(client::rest);
      for (int i = 0; i < 200 && !answer.isDone(); i++) {
        trickle(client);
      }

      assertThat(answer.get(10, TimeUnit.SECONDS)).startsWith("HTTP/1.1 408 ");
      assertThat(web.heads).isEmpty();
    }
  }

  private static void trickle(RawClient client) {
    try {
      client.send("x");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    } catch (IOException e) {
      // Cut: the answer says why.
    }
  }

  @Test
  void oneConnectionTooManyIsToldToComeBackAndTheOthersGoOn() throws Exception {
    var limits =
        new GatewayLimits(
            1024,
            2048,
            2,
            TIGHT.headTime(),
            Duration.ofMinutes(1),
            TIGHT.stall(),
            TIGHT.firstByte(),
            TIGHT.silence(),
            TIGHT.connect());
    try (var full = new House(limits, null, List.of())) {
      full.web(connection -> connection.answerAll("ok"));
      try (var one = full.client();
          var two = full.client();
          var three = full.client()) {
        String request = head("GET / HTTP/1.1", HOST);
        assertThat(one.send(request).answer()).endsWith("ok");
        assertThat(two.send(request).answer()).endsWith("ok");

        assertThat(three.rest()).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
        assertThat(one.send(request).answer()).endsWith("ok");
      }
    }
  }

  @Test
  void aConnectionThatAsksNothingIsClosed() throws Exception {
    try (var client = house.client()) {
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aLittleBodyForUsThatStopsComingIsTimedOutAsHeadersAre() throws Exception {
    try (var client = house.client()) {
      long since = System.nanoTime();
      client.send(head("POST / HTTP/1.1", HOST, "Content-Length: 10") + "abc");

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ").contains("send it again");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(TIGHT.stall());
    }
  }

  @Test
  void aLittleBodyForUsThatTricklesIsTimedOutToo() throws Exception {
    try (var client = house.client()) {
      client.send(head("POST / HTTP/1.1", HOST, "Content-Length: 1000"));
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(client::rest);
      for (int i = 0; i < 200 && !answer.isDone(); i++) {
        trickle(client);
      }

      assertThat(answer).as("answered while it trickled").isDone();
      assertThat(answer.get(10, TimeUnit.SECONDS)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aLargeBodyForUsMayStandStillForLonger() throws Exception {
    try (var client = house.client()) {
      long since = System.nanoTime();
      client.send(head("POST / HTTP/1.1", HOST, "Content-Length: 200000") + "x".repeat(100_000));

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(TIGHT.stall());
    }
  }

  @Test
  void whoIsHeldBackByAWorkloadThatReadsNothingIsNotBlamed() throws Exception {
    var reader = house.someone(RoleName.AI_TRAINING_READ);
    var held = new CompletableFuture<Void>();
    RawServer app =
        house.tcp(
            connection -> {
              connection.head();
              held.join();
            });
    var id =
        house.workloads.running(
            WorkloadKind.APP, 0, new Upstream.Tcp("127.0.0.1", app.port(), Map.of()));
    CompletableFuture<Void> sending;
    try (var client = house.client()) {
      client.send(
          head(
              "POST / HTTP/1.1",
              "Host: " + House.host(WorkloadKind.APP, id),
              reader.bearer(),
              "Content-Length: 1000000000"));
      sending = CompletableFuture.runAsync(() -> fill(client));

      assertThat(client.answer()).startsWith("HTTP/1.1 504 ");
      held.complete(null);
    }
    sending.get(20, TimeUnit.SECONDS);
  }

  private static void fill(RawClient client) {
    try {
      String piece = "x".repeat(100_000);
      for (int i = 0; i < 10_000; i++) {
        client.send(piece);
      }
    } catch (IOException e) {
      // Cut: the answer says why.
    }
  }

  @Test
  void aBodyForAWorkloadThatStopsComingIsTimedOut() throws Exception {
    var reader = house.someone(RoleName.AI_TRAINING_READ);
    RawServer app =
        house.tcp(
            connection -> {
              connection.head();
              connection.in.transferTo(OutputStream.nullOutputStream());
            });
    var id =
        house.workloads.running(
            WorkloadKind.APP, 0, new Upstream.Tcp("127.0.0.1", app.port(), Map.of()));
    try (var client = house.client()) {
      client.send(
          head(
                  "POST / HTTP/1.1",
                  "Host: " + House.host(WorkloadKind.APP, id),
                  reader.bearer(),
                  CHUNKED)
              + "3\r\nabc\r\n");

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ").contains("send it again");
    }
  }
}
