package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.web.HttpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UserApplicationsTest {
  private static final String THEIRS = HERE + "/user/operator/application";

  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();
  private final HttpSession operator = house.operator();

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void administratorsSeeAndEndTheApplicationsOfAUserAndNeverTheirSecrets() {
    JsonNode made = operator.post("/v1/gatehouse/application", "{\"name\":\"terraform\"}").json();

    String listed = admin.get(THEIRS).body();
    JsonNode one = admin.get(THEIRS).json().get(0);

    assertThat(one.get("name").asString()).isEqualTo("terraform");
    assertThat(one.get("allowedActions").get("application.delete").get("allowed").asBoolean())
        .isTrue();
    assertThat(listed)
        .doesNotContain(made.get("applicationSecret").asString())
        .doesNotContain(made.get("consumerKey").asString());
    JsonNode ended = admin.delete(THEIRS + "/" + one.get("id").asInt()).json();
    assertThat(ended.get("receipt").get("revision").asLong()).isPositive();
    assertThat(admin.get(THEIRS).json()).isEmpty();
    assertThat(operator.get("/v1/gatehouse/application").json()).isEmpty();
    JsonNode line = admin.get(HERE + "/audit?action=application.delete").json().get(0);
    assertThat(line.get("who").asString()).isEqualTo("admin");
  }

  @Test
  void nobodyElseSeesOrEndsThem() {
    HttpSession reader = house.reader();
    operator.post("/v1/gatehouse/application", "{\"name\":\"terraform\"}");
    int id = admin.get(THEIRS).json().get(0).get("id").asInt();

    assertThat(reader.get(THEIRS).status()).isEqualTo(403);
    assertThat(reader.delete(THEIRS + "/" + id).status()).isEqualTo(403);
    assertThat(operator.get(HERE + "/user/reader/application").status()).isEqualTo(403);
    assertThat(admin.delete(HERE + "/user/reader/application/" + id).status()).isEqualTo(404);
    assertThat(admin.get(HERE + "/user/99999/application").status()).isEqualTo(404);
    assertThat(admin.get(THEIRS).json()).hasSize(1);
  }
}
