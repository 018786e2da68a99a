package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Cluster;
import gatehouse.doors.web.HttpSession;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConnectionsTest {
  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();
  private final HttpSession reader = house.reader();

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void whatIsOpenIsListedAndOneOfItCut() throws Exception {
    try (EventStream one = EventStream.of(reader, "");
        EventStream other = EventStream.of(reader, "")) {
      one.next("hello");
      other.next("hello");
      JsonNode open = admin.get(HERE + "/connection").json();
      assertThat(open).hasSize(2);
      JsonNode first = open.get(0);
      assertThat(first.get("who").asString()).isEqualTo("reader");
      assertThat(first.get("credential").asString()).isEqualTo("cli session: tests");
      assertThat(first.get("permission").asString()).isEqualTo("signed_in");
      assertThat(first.get("isMine").asBoolean()).isFalse();
      assertThat(first.get("allowedActions").get("connection.cut").get("allowed").asBoolean())
          .isTrue();

      String path = HERE + "/connection/" + first.get("id").asString();
      assertThat(admin.delete(path).json().get("connections").asInt()).isEqualTo(1);

      assertThat(admin.get(HERE + "/connection").json()).hasSize(1);
      assertThat(admin.delete(path).status()).isEqualTo(404);
      JsonNode line = admin.get(HERE + "/audit?action=connection.cut").json().get(0);
      assertThat(line.get("who").asString()).isEqualTo("admin");
      assertThat(admin.delete(HERE + "/user/reader/connection").json().get("connections").asInt())
          .isEqualTo(1);
      one.awaitEnd();
      other.awaitEnd();
    }
  }

  @Test
  void whoSeesConnectionsIsToldOfWhichNodeTheyAreAndWhetherThereAreOthers() {
    house.installation.cluster.join(Cluster.Member.named("node-2"), Duration.ofMinutes(1));

    JsonNode nodes = admin.get(HERE + "/node").json();

    assertThat(nodes).hasSize(2);
    assertThat(nodes.get(0).get("name").asString()).isEqualTo("node-1");
    assertThat(nodes.get(0).get("answers").asBoolean()).isTrue();
    assertThat(nodes.get(1).get("answers").asBoolean()).isFalse();
    assertThat(reader.get(HERE + "/node").status()).isEqualTo(403);
  }

  @Test
  void oneCutsOnesOwnAndNobodyElses() throws Exception {
    HttpSession operator = house.operator();
    try (EventStream stream = EventStream.of(reader, "")) {
      stream.next("hello");
      String id = admin.get(HERE + "/connection").json().get(0).get("id").asString();

      assertThat(operator.get(HERE + "/connection").status()).isEqualTo(403);
      assertThat(operator.delete(HERE + "/connection/" + id).status()).isEqualTo(403);
      assertThat(operator.delete(HERE + "/user/1/connection").status()).isEqualTo(403);
      assertThat(reader.delete(HERE + "/connection/" + id).status()).isEqualTo(200);
      stream.awaitEnd();
    }
  }

  @Test
  void administratorsOfTheProjectReadOfRefusedSignIns() {
    HttpSession chief = house.as("chief", gatehouse.core.access.RoleName.ADMINISTRATOR);
    house
        .installation
        .http()
        .post("/v1/gatehouse/session", "{\"username\":\"reader\",\"password\":\"no\"}");
    house
        .installation
        .http()
        .post("/v1/gatehouse/session", "{\"username\":\"stranger\",\"password\":\"no\"}");

    List<String> who =
        chief
            .get(HERE + "/audit?action=session.refused")
            .json()
            .valueStream()
            .map(line -> line.get("who").asString())
            .toList();

    assertThat(who).containsExactly("reader");
  }
}
