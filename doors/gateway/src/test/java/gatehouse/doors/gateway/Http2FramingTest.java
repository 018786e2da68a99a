package gatehouse.doors.gateway;

import static gatehouse.doors.gateway.Http2Wire.CONTINUATION;
import static gatehouse.doors.gateway.Http2Wire.DATA;
import static gatehouse.doors.gateway.Http2Wire.END_HEADERS;
import static gatehouse.doors.gateway.Http2Wire.END_STREAM;
import static gatehouse.doors.gateway.Http2Wire.HEADERS;
import static gatehouse.doors.gateway.Http2Wire.PING;
import static gatehouse.doors.gateway.Http2Wire.RST_STREAM;
import static gatehouse.doors.gateway.Http2Wire.block;
import static gatehouse.doors.gateway.Http2Wire.good;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 as raw frames that a careful peer would never send. */
class Http2FramingTest {
  private static final int MOST_HEADERS = 4096;
  private static final GatewayLimits TIGHT =
      new GatewayLimits(
          1024,
          MOST_HEADERS,
          100,
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  @TempDir private Path folder;
  private House house;
  private RawServer web;

  @BeforeEach
  void open() throws Exception {
    house = new House(TIGHT, DrawnCertificate.draw(folder, "first"), List.of());
    web = house.web(connection -> connection.answerAll("ok"));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private static Arguments bad(String what, String... fields) {
    return Arguments.of(what, fields);
  }

  private static Arguments added(String what, String... more) {
    return bad(
        what,
        Stream.concat(Arrays.stream(good("GET")), Arrays.stream(more)).toArray(String[]::new));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        added("a Connection header", "connection", "close"),
        added("Keep-Alive", "keep-alive", "timeout=5"),
        added("Upgrade", "upgrade", "websocket"),
        added("Transfer-Encoding", "transfer-encoding", "chunked"),
        added("TE beyond trailers", "te", "gzip"),
        added("a name in upper case", "X-Upper", "1"),
        added("an empty name", "", "1"),
        added("a line feed in a value", "x-a", "1\r\nx-b: 2"),
        added("a null in a value", "x-a", "1\0002"),
        added("a space in a name", "x a", "1"),
        added("a colon in a name", "x:a", "1"),
        added("an unknown pseudo-header", ":evil", "1"),
        added("a second path", ":path", "/other"),
        added("a second method", ":method", "POST"),
        added("an answer's pseudo-header", ":status", "200"),
        added("a second host", "host", "other.localhost"),
        added("two lengths", "content-length", "0", "content-length", "1"),
        bad("a pseudo-header late", ":method", "GET", ":scheme", "https", "x-a", "1", ":path", "/"),
        bad("no method", ":scheme", "https", ":authority", "localhost", ":path", "/"),
        bad("no path", ":method", "GET", ":scheme", "https", ":authority", "localhost"),
        bad("no scheme", ":method", "GET", ":authority", "localhost", ":path", "/"),
        bad("no host", ":method", "GET", ":scheme", "https", ":path", "/"),
        path("an empty path", ""),
        path("a path without a slash", "lab"),
        path("a path with a space", "/a b"),
        path("a path with a line", "/ HTTP/1.1\r\nx-a: b"),
        bad("CONNECT", ":method", "CONNECT", ":authority", "localhost:443"),
        bad("a method with a space", "GET /x", "/"));
  }

  private static Arguments path(String what, String path) {
    return bad(
        what, ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", path);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedRequestReachesNobody(String what, String[] fields) throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_STREAM | END_HEADERS, 1, block(fields));

      assertThat(wire.outcome(1)).as(what).matches("4\\d\\d|RST \\d+|GOAWAY \\d+");
    }
    nobodyElseIsHarmed();
    assertThat(web.heads).hasSize(1);
  }

  /** A new connection is served, and the first request that the web server sees is that one. */
  private void nobodyElseIsHarmed() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      assertThat(wire.get(1).outcome(1)).isEqualTo("200");
    }
  }

  @Test
  void aRefusedStreamLeavesItsNeighboursAlone() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.get(1, "transfer-encoding", "chunked");
      assertThat(wire.outcome(1)).matches("4\\d\\d|RST 1");

      assertThat(wire.get(3).outcome(3)).isEqualTo("200");
    }
  }

  @Test
  void aListOfHeadersThatIsTooLongIsRefusedAsSuch() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.get(1, "x-long", "a".repeat(MOST_HEADERS));
      assertThat(wire.outcome(1)).isEqualTo("431");

      assertThat(wire.get(3).outcome(3)).isEqualTo("200");
    }
    assertThat(web.heads).hasSize(1);
  }

  @Test
  void aFloodOfContinuationsEndsTheConnection() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_STREAM, 1, block(good("GET")));
      untilRefused(
          i -> wire.frame(CONTINUATION, 0, 1, block(new String[] {"x-" + i, "a".repeat(100)})));

      assertThat(wire.outcome(1)).matches("431|GOAWAY \\d+|end");
    }
    nobodyElseIsHarmed();
  }

  @Test
  void emptyContinuationsEndTheConnectionToo() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_STREAM, 1, block(good("GET")));
      untilRefused(i -> wire.frame(CONTINUATION, 0, 1, new byte[0]));

      assertThat(wire.outcome(1)).matches("GOAWAY \\d+|end");
    }
    nobodyElseIsHarmed();
  }

  @Test
  void somethingElseAmidHeadersEndsTheConnection() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_STREAM, 1, block(good("GET")));
      wire.frame(PING, 0, 0, new byte[8]);

      assertThat(wire.outcome(1)).isEqualTo("GOAWAY 1");
    }
    nobodyElseIsHarmed();
  }

  @Test
  void streamsOpenedAndResetInARowEndTheConnection() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      untilRefused(
          i -> {
            wire.get(2 * i + 1);
            wire.frame(RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8});
          });

      String outcome = wire.outcome(Integer.MAX_VALUE);
      assertThat(outcome).matches("GOAWAY 11|end");
    }
    nobodyElseIsHarmed();
  }

  @Test
  void aBodyLongerThanItsLengthIsRefused() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_HEADERS, 1, block(good("POST"), "content-length", "2"));
      wire.frame(DATA, END_STREAM, 1, new byte[5]);

      assertThat(wire.outcome(1)).matches("400|RST \\d+");
      assertThat(wire.get(3).outcome(3)).isEqualTo("200");
    }
  }

  @Test
  void aBodyShorterThanItsLengthIsRefused() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_HEADERS, 1, block(good("POST"), "content-length", "5"));
      wire.frame(DATA, END_STREAM, 1, new byte[2]);

      assertThat(wire.outcome(1)).matches("400|RST \\d+");
      assertThat(wire.get(3).outcome(3)).isEqualTo("200");
    }
  }

  @Test
  void headersThatNeverEndAreNotWaitedForEvenWhenTheyTrickle() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      wire.frame(HEADERS, END_STREAM, 1, block(good("GET")));

      assertThat(wire.outcome(1)).matches("GOAWAY \\d+|end");
    }
    nobodyElseIsHarmed();
  }

  @Test
  void pingsDoNotKeepAConnectionThatAsksNothing() throws Exception {
    try (var wire = new Http2Wire(house.port)) {
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      boolean ended = false;
      while (!ended && System.nanoTime() < end) {
        try {
          wire.frame(PING, 0, 0, new byte[8]);
          java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } catch (IOException e) {
          ended = true;
        }
      }
      assertThat(ended).isTrue();
    }
  }

  private interface Step {
    void take(int i) throws IOException;
  }

  /** A thousand steps, or as many as the other side puts up with. */
  private static void untilRefused(Step step) {
    try {
      for (int i = 0; i < 1000; i++) {
        step.take(i);
      }
    } catch (IOException e) {
      // Refused: what it said before is read next.
    }
  }
}
