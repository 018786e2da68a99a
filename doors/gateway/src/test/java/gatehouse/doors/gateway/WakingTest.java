package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.access.RoleName.OBJECTSTORE_OPERATOR;
import static gatehouse.core.workload.WorkloadKind.APP;
import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the front door does where an app sleeps until somebody asks for it. */
class WakingTest {
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House();
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void reopen(GatewayLimits limits) throws Exception {
    house.close();
    house = new House(limits, null, List.of());
  }

  private static String get(WorkloadId id, String... more) {
    return head(concat("GET /x HTTP/1.1", "Host: " + id + ".app.localhost", more));
  }

  private static String[] concat(String first, String second, String... more) {
    var all = new String[more.length + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  private void woken(WorkloadId id) throws Exception {
    assertThat(house.workloads.woken.poll(10, TimeUnit.SECONDS)).isEqualTo(id);
  }

  private void comesUp(WorkloadId id) {
    house.workloads.reach(
        id, 0, new Upstream.UnixSocket(house.folder.resolve("app.sock"), 0, Map.of()));
    house.workloads.becomes(id, true, "RUNNING");
  }

  @Test
  void aProgramWaitsUntilTheAppIsThereAndIsServed() throws Exception {
    var app = house.unix("app.sock", connection -> connection.answerAll("awake"));
    WorkloadId id = house.workloads.sleeping(APP, false);
    String bearer = house.someone(AI_TRAINING_READ).bearer();
    try (var client = house.client()) {
      client.send(
          head("POST /once HTTP/1.1", "Host: " + id + ".app.localhost", bearer, "Content-Length: 4")
              + "body");
      woken(id);
      assertThat(app.connections).hasValue(0);

      comesUp(id);

      assertThat(client.answer()).startsWith("HTTP/1.1 200 OK").endsWith("awake");
      assertThat(app.nextHead()).startsWith("POST /once");
      assertThat(house.workloads.listeners).isEmpty();
    }
  }

  @Test
  void aBrowserSeesAPageThatLooksAgain() throws Exception {
    WorkloadId id = house.workloads.sleeping(APP, false);
    String bearer = house.someone(AI_TRAINING_READ).bearer();
    try (var client = house.client()) {
      String answer = client.send(get(id, bearer, "Accept: text/html,*/*")).answer();

      assertThat(answer)
          .startsWith("HTTP/1.1 503")
          .contains("http-equiv=\"refresh\"")
          .contains("wakes up")
          .containsIgnoringCase("retry-after: 2");
      woken(id);
    }
  }

  @Test
  void whoeverComesWhileTheWayToAnotherNodeIsAskedForWaitsForIt() throws Exception {
    house.unix("app.sock", connection -> connection.answerAll("from afar"));
    WorkloadId there = house.workloads.add(APP, true, true, "RUNNING", false);
    WorkloadId gone = house.workloads.add(APP, true, true, "RUNNING", false);
    String bearer = house.someone(AI_TRAINING_READ).bearer();
    house.workloads.isAskedFor(there);
    house.workloads.isAskedFor(gone);
    try (var one = house.client();
        var other = house.client()) {
      one.send(get(there, bearer));
      other.send(get(gone, bearer));
      house.workloads.awaitListeners(2);

      house.workloads.reach(
          there, 0, new Upstream.UnixSocket(house.folder.resolve("app.sock"), 0, Map.of()));
      house.workloads.isAnswered(there);
      house.workloads.isAnswered(gone);

      assertThat(one.answer()).startsWith("HTTP/1.1 200 OK").endsWith("from afar");
      assertThat(other.answer()).startsWith("HTTP/1.1 503");
      assertThat(house.workloads.listeners).isEmpty();
    }
  }

  @Test
  void whoMayNotOpenItDoesNotWakeIt() throws Exception {
    WorkloadId id = house.workloads.sleeping(APP, false);
    String bearer = house.someone(OBJECTSTORE_OPERATOR).bearer();
    try (var client = house.client()) {
      assertThat(client.send(get(id)).answer()).startsWith("HTTP/1.1 401");
      assertThat(client.send(get(id, bearer)).answer()).startsWith("HTTP/1.1 403");
    }
    assertThat(house.workloads.woken).isEmpty();
  }

  @Test
  void anybodyWakesWhatIsPublic() throws Exception {
    house.unix("app.sock", connection -> connection.answerAll("awake"));
    WorkloadId id = house.workloads.sleeping(APP, true);
    try (var client = house.client()) {
      client.send(get(id));
      woken(id);
      comesUp(id);

      assertThat(client.answer()).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void whoLosesTheRightWhileWaitingIsCutOff() throws Exception {
    WorkloadId id = house.workloads.sleeping(APP, false);
    var reader = house.someone(AI_TRAINING_READ);
    try (var client = house.client()) {
      client.send(get(id, reader.bearer()));
      woken(id);

      assertThat(house.revoke(reader).cut()).containsEntry(ConnectionKind.HTTP, 1);

      assertThat(client.rest()).isEmpty();
      assertThat(house.workloads.listeners).isEmpty();
    }
  }

  @Test
  void whatDoesNotComeUpInTimeIsSaidWithATimeToComeBack() throws Exception {
    reopen(GatewayLimits.DEFAULTS.waking(10, Duration.ofMillis(100)));
    WorkloadId id = house.workloads.sleeping(APP, true);
    try (var client = house.client()) {
      assertThat(client.send(get(id)).answer())
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: 2")
          .contains("application/json");
    }
  }

  @Test
  void whatFailsToComeUpIsSaidAtOnce() throws Exception {
    WorkloadId id = house.workloads.sleeping(APP, true);
    try (var client = house.client()) {
      client.send(get(id));
      woken(id);
      house.workloads.becomes(id, false, "FAILED");

      assertThat(client.answer()).startsWith("HTTP/1.1 503").contains("Because & why.");
    }
  }

  @Test
  void whoFindsNoPlaceIsToldToComeBack() throws Exception {
    reopen(GatewayLimits.DEFAULTS.waking(4, Duration.ofMinutes(2)));
    WorkloadId id = house.workloads.sleeping(APP, true);
    try (var first = house.client();
        var second = house.client()) {
      first.send(get(id));
      second.send(get(id));

      // Which of them came in first is not said.
      Object refused =
          CompletableFuture.anyOf(answerTo(first), answerTo(second)).get(10, TimeUnit.SECONDS);

      assertThat(refused.toString())
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: 2");
    }
  }

  private static CompletableFuture<String> answerTo(RawClient client) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.answer();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  @Test
  void whoGoesAwayGivesThePlaceToTheNext() throws Exception {
    reopen(GatewayLimits.DEFAULTS.waking(4, Duration.ofMinutes(2)));
    house.unix("app.sock", connection -> connection.answerAll("awake"));
    WorkloadId id = house.workloads.sleeping(APP, false);
    var first = house.someone(AI_TRAINING_READ);
    String bearer = house.someone(AI_TRAINING_READ).bearer();
    try (var gone = house.client();
        var next = house.client()) {
      gone.send(get(id, first.bearer()));
      woken(id);
      house.revoke(first);
      assertThat(gone.rest()).isEmpty();
      next.send(get(id, bearer));
      woken(id);
      comesUp(id);

      assertThat(next.answer()).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aWebSocketWaitsAsWell() throws Exception {
    house.unix(
        "app.sock",
        connection -> {
          connection.head();
          connection.say(
              head(
                  "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"));
          connection.say("hello");
          connection.in.read();
        });
    WorkloadId id = house.workloads.sleeping(APP, true);
    try (var client = house.client()) {
      client.send(
          get(id, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"));
      woken(id);
      comesUp(id);

      assertThat(client.head()).startsWith("HTTP/1.1 101");
      assertThat(client.read(5)).isEqualTo("hello");
    }
  }

  @Test
  void whatIsFoundGoneOnTheWayIsWoken() throws Exception {
    WorkloadId id = house.workloads.sleeping(APP, true);
    house.unix("app.sock", connection -> connection.answerAll("awake"));
    house.workloads.reach(
        id, 0, new Upstream.UnixSocket(house.folder.resolve("nobody.sock"), 0, Map.of()));
    house.workloads.onRoute =
        () -> {
          house.workloads.onRoute = () -> {};
          house.workloads.goesToSleep(id);
        };
    house.workloads.becomes(id, true, "RUNNING");
    try (var client = house.client()) {
      client.send(get(id));
      woken(id);
      house.workloads.reachSecond(
          id, 0, new Upstream.UnixSocket(house.folder.resolve("app.sock"), 0, Map.of()));
      house.workloads.becomes(id, true, "RUNNING");

      assertThat(client.answer()).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void theGrpcPortOfASleepingAppWakesItToo() throws Exception {
    WorkloadId id = house.workloads.sleeping(APP, true);
    var app = house.unix("app.sock", connection -> connection.head());
    try (var client = house.client()) {
      client.send(head("POST /s/m HTTP/1.1", "Host: " + id + ".app-grpc.localhost"));
      woken(id);
      house.workloads.reach(
          id,
          WorkloadDirectory.GRPC,
          new Upstream.UnixSocket(house.folder.resolve("app.sock"), 0, Map.of()));
      house.workloads.becomes(id, true, "RUNNING");

      assertThat(app.nextHead()).startsWith("PRI * HTTP/2.0");
    }
  }
}
