package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.access.RoleName.OBJECTSTORE_OPERATOR;
import static gatehouse.core.workload.WorkloadKind.APP;
import static gatehouse.core.workload.WorkloadKind.NOTEBOOK;
import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.gateway.House.Someone;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the front door does with well-behaved callers. */
class GatewayTest {
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House();
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private String host(WorkloadId id) {
    return "Host: " + House.host(NOTEBOOK, id);
  }

  private WorkloadId notebook(RawServer server) throws Exception {
    return house.workloads.running(
        NOTEBOOK, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of("X-Editor", "tok")));
  }

  @Test
  void thePanelsHostGoesToTheWebServer() throws Exception {
    RawServer web = house.web(connection -> connection.answerAll("panel"));
    try (var client = house.client()) {
      String answer =
          client
              .send(
                  head(
                      "GET /a?b=c HTTP/1.1",
                      "Host: localhost",
                      "Cookie: gatehouse_session=1",
                      "X-Forwarded-For: 6.6.6.6",
                      "X-Forwarded-Proto: https"))
              .answer();

      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("panel");
      assertThat(web.nextHead())
          .startsWith("GET /a?b=c HTTP/1.1\r\n")
          .contains("gatehouse_session=1", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http")
          .contains("X-Forwarded-Host: localhost")
          .doesNotContain("6.6.6.6");
    }
  }

  @Test
  void anUnknownHostIsMisdirected() throws Exception {
    try (var client = house.client()) {
      assertThat(client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").answer())
          .startsWith("HTTP/1.1 421 ")
          .contains("\"message\"");
    }
  }

  @Test
  void aTokenOpensANotebookAndIsNotPassedOn() throws Exception {
    RawServer server = house.tcp(connection -> connection.answerAll("hello"));
    WorkloadId id = notebook(server);
    Someone reader = house.someone(AI_TRAINING_READ);
    try (var client = house.client()) {
      String request =
          head(
              "GET /lab HTTP/1.1",
              host(id),
              reader.bearer(),
              "Cookie: a=1; gatehouse_workload=x; b=2",
              "X-Gatehouse-User: root",
              "X_Gatehouse_Roles: root",
              "Forwarded: for=1.1.1.1",
              "Keep-Alive: 1",
              "Connection: X-Secret",
              "X-Secret: y");

      assertThat(client.send(request).answer()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
      assertThat(client.send(request).answer()).endsWith("hello");
      server.nextHead();
      assertThat(server.nextHead())
          .contains("X-Gatehouse-User: " + reader.name(), "X-Gatehouse-Roles: ai_training_read")
          .contains("X-Gatehouse-Identity: ey", "X-Editor: tok", "Cookie: a=1; b=2\r\n")
          .doesNotContain("Authorization", "gatehouse_workload", "root", "1.1.1.1", "X-Secret");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aSecondRequestOfAKnownCallerReadsNothing() throws Exception {
    RawServer server = house.tcp(connection -> connection.answerAll("hello"));
    WorkloadId id = notebook(server);
    Someone reader = house.someone(AI_TRAINING_READ);
    try (var client = house.client()) {
      String request = head("GET / HTTP/1.1", host(id), reader.bearer());
      client.send(request).answer();
      int before = house.principals.readings.get();

      assertThat(client.send(request).answer()).endsWith("hello");

      assertThat(house.principals.readings).hasValue(before);
    }
  }

  @Test
  void userAndPasswordOpenToo() throws Exception {
    WorkloadId id = notebook(house.tcp(connection -> connection.answerAll("hello")));
    Someone reader = house.someone(AI_TRAINING_READ);
    String pair = reader.name() + ":" + reader.password().value();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    try (var client = house.client()) {

      assertThat(client.send(basic(id, basic)).answer()).endsWith("hello");
      assertThat(client.send(basic(id, "eDp5")).answer())
          .startsWith("HTTP/1.1 401 ")
          .contains("Bearer realm", "Basic realm", "\"message\"");
    }
  }

  private String basic(WorkloadId id, String encoded) {
    return head("GET / HTTP/1.1", host(id), "Authorization: Basic " + encoded);
  }

  @Test
  void aCallerWithoutTheRoleIsToldWhatIsMissing() throws Exception {
    WorkloadId id = notebook(house.tcp(connection -> connection.answerAll("hello")));
    Someone other = house.someone(OBJECTSTORE_OPERATOR);
    try (var client = house.client()) {
      assertThat(client.send(head("GET / HTTP/1.1", host(id), other.bearer())).answer())
          .startsWith("HTTP/1.1 403 ")
          .contains("\"missing\":\"notebook_open\"");
    }
  }

  @Test
  void anUpgradedConnectionEchoesUntilTheRightEnds() throws Exception {
    RawServer server =
        house.tcp(
            connection -> {
              connection.head();
              connection.say(
                  head(
                      "HTTP/1.1 101 Switching Protocols",
                      "Connection: Upgrade",
                      "Upgrade: websocket"));
              connection.say("first");
              for (int b = connection.in.read(); b >= 0; b = connection.in.read()) {
                connection.out.write(b);
              }
            });
    WorkloadId id = notebook(server);
    Someone reader = house.someone(AI_TRAINING_READ);
    try (var client = house.client()) {
      client.send(
          head(
              "GET /ws HTTP/1.1",
              host(id),
              reader.bearer(),
              "Connection: Upgrade",
              "Upgrade: websocket"));

      assertThat(client.head()).startsWith("HTTP/1.1 101 ").contains("upgrade: websocket");
      assertThat(client.read(5)).isEqualTo("first");
      assertThat(client.send("ping").read(4)).isEqualTo("ping");

      assertThat(house.revoke(reader).cut()).containsEntry(ConnectionKind.WEBSOCKET, 1);

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aDialedPortIsNamedFirst() throws Exception {
    RawServer agent =
        house.unix(
            "agent.sock",
            connection -> {
              int high = connection.in.read();
              int port = high << 8 | connection.in.read();
              connection.answerAll("port " + port);
            });
    WorkloadId id =
        house.workloads.running(
            APP, 0, new Upstream.UnixSocket(house.folder.resolve("agent.sock"), 8080, Map.of()));
    house.workloads.reach(
        id, 6006, new Upstream.UnixSocket(house.folder.resolve("agent.sock"), 6006, Map.of()));
    Someone reader = house.someone(AI_TRAINING_READ);
    try (var client = house.client()) {
      String own = head("GET / HTTP/1.1", "Host: " + id + ".app.localhost", reader.bearer());
      String other = own.replace(".app", "-6006.app");

      assertThat(client.send(own).answer()).endsWith("port 8080");
      assertThat(client.send(other).answer()).endsWith("port 6006");
      assertThat(client.send(own).answer()).endsWith("port 8080");
      assertThat(agent.connections).hasValue(2);
    }
  }
}
