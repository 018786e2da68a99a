package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.workload.WorkloadKind.APP;
import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the front door does where a replica of an app is dead. */
class ReplicasTest {
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House();
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private static String request(WorkloadId id, String first, String bearer, String... more) {
    String rest = more.length == 0 ? "" : more[0];
    return head(first, "Host: " + id + ".app.localhost", bearer, "Content-Length: " + rest.length())
        + rest;
  }

  private Upstream socket(String name) {
    return new Upstream.UnixSocket(house.folder.resolve(name), 0, Map.of());
  }

  @Test
  void whatADeadReplicaDoesNotTakeGoesToTheNext() throws Exception {
    var alive = house.unix("alive.sock", connection -> connection.answerAll("alive"));
    WorkloadId id = house.workloads.running(APP, 0, socket("nobody.sock"));
    house.workloads.reachSecond(id, 0, socket("alive.sock"));
    String bearer = house.someone(AI_TRAINING_READ).bearer();
    try (var client = house.client()) {
      assertThat(client.send(request(id, "POST /once HTTP/1.1", bearer, "body")).answer())
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("alive");
      assertThat(alive.nextHead()).startsWith("POST /once");
      assertThat(house.workloads.nothingInHand()).isTrue();
    }
  }

  @Test
  void whatAReplicaMayHaveTakenIsNotSaidTwice() throws Exception {
    house.unix("agent.sock", connection -> connection.in.read());
    var alive = house.unix("alive.sock", connection -> connection.answerAll("alive"));
    WorkloadId id =
        house.workloads.running(
            APP, 0, new Upstream.UnixSocket(house.folder.resolve("agent.sock"), 8080, Map.of()));
    house.workloads.reachSecond(id, 0, socket("alive.sock"));
    String bearer = house.someone(AI_TRAINING_READ).bearer();
    try (var client = house.client()) {
      assertThat(client.send(request(id, "POST /once HTTP/1.1", bearer, "body")).answer())
          .startsWith("HTTP/1.1 503");
      assertThat(alive.connections).hasValue(0);
    }
    try (var client = house.client()) {
      assertThat(client.send(request(id, "GET /again HTTP/1.1", bearer)).answer())
          .startsWith("HTTP/1.1 200 OK");
    }
  }
}
