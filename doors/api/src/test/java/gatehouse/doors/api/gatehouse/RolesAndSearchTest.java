package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.web.HttpSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RolesAndSearchTest {
  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();

  @AfterEach
  void stop() {
    house.close();
  }

  private HttpSession.Answer search(String typed) {
    return admin.get(HERE + "/user?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
  }

  @Test
  void usersAreFoundByWhatIsTyped() {
    house.reader();
    house.operator();

    JsonNode found = search("of role:ai_training_read last_seen_before:1h").json();
    assertThat(found.get("total").asInt()).isZero();
    found = search("of role:ai_training_read created_after:1h").json();

    assertThat(found.get("items").get(0).get("username").asString()).isEqualTo("reader");
    assertThat(found.get("total").asInt()).isEqualTo(1);
    assertThat(found.get("totalIsExact").asBoolean()).isTrue();
    assertThat(found.get("totalInWords").asString()).isEqualTo("1");
  }

  @Test
  void anErrorInWhatIsTypedPointsAtTheWord() {
    HttpSession.Answer refused = search("ann rol:x");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("message").asString()).startsWith("q: word 2 (rol:x): no such");
  }

  @Test
  void theMatrixSaysYesExactlyWhereTheRoleAllows() {
    JsonNode matrix = house.reader().get("/v1/gatehouse/role/matrix").json();

    assertThat(matrix.get("roles").get(0).get("label").asString()).isEqualTo("Administrator");
    JsonNode notebooks = matrix.get("services").get(0);
    assertThat(notebooks.get("name").asString()).isEqualTo("Notebooks");
    JsonNode stop =
        notebooks
            .get("permissions")
            .valueStream()
            .filter(row -> row.get("name").asString().equals("notebook_stop"))
            .findFirst()
            .orElseThrow();
    assertThat(stop.get("roles").valueStream().map(JsonNode::asString))
        .containsExactly("administrator", "ai_training_operator");
  }

  @Test
  void holdersOfEachRoleAreCounted() {
    house.reader();

    JsonNode roles = admin.get(HERE + "/role").json();

    assertThat(roles.valueStream().filter(r -> r.get("holders").asInt() == 1))
        .extracting(role -> role.get("name").asString())
        .containsExactly("ai_training_read");
    assertThat(house.operator().get(HERE + "/role").status()).isEqualTo(403);
  }

  @Test
  void whatSomebodyCanDoInTheEndIsSaidInWords() {
    house.reader();

    JsonNode effective = admin.get(HERE + "/user/reader/permission").json();

    assertThat(effective.get("can").valueStream().map(JsonNode::asString))
        .contains("open notebooks")
        .doesNotContain("stop notebooks");
    assertThat(effective.get("cannot").valueStream().map(JsonNode::asString))
        .contains("stop notebooks", "create projects");
    admin.post(HERE + "/user/reader/suspend", "");
    effective = admin.get(HERE + "/user/reader/permission").json();
    assertThat(effective.get("can")).isEmpty();
    assertThat(effective.get("permissions").get(0).get("sentence").asString())
        .contains("suspended");
  }
}
