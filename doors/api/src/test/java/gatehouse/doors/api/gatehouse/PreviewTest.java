package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.doors.web.HttpSession;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PreviewTest {
  private static final String OPERATOR = HERE + "/user/operator";

  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();
  private final HttpSession operator = house.operator();

  @AfterEach
  void stop() {
    house.close();
  }

  private JsonNode preview(String body) {
    var answer = admin.post(OPERATOR + "/preview", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> names(JsonNode of) {
    return of.valueStream().map(one -> one.get("name").asString()).toList();
  }

  @Test
  void anEditOfRolesShowsWhatItAddsAndRemoves() {
    JsonNode preview =
        preview(
            "{\"action\":\"roles\",\"roles\":[{\"name\":\"ai_training_read\"},"
                + "{\"name\":\"objectstore_operator\"}]}");

    assertThat(names(preview.get("adds"))).containsExactly("object_read", "object_write");
    assertThat(names(preview.get("removes")))
        .contains("notebook_stop", "token_manage")
        .doesNotContain("notebook_open");
    assertThat(preview.get("inWords").get(0).asString())
        .isEqualTo("Adds: read object storage; write object storage.");
    assertThat(preview.get("confirmation").asInt()).isEqualTo(1);
    assertThat(names(admin.get(OPERATOR).json().get("roles")))
        .containsExactly("ai_training_operator");
  }

  @Test
  void aSuspensionShowsExactlyWhatItThenEnds() throws Exception {
    PanelHouse.job(operator, "training");
    try (EventStream stream = EventStream.of(operator, "")) {
      stream.next("hello");
      JsonNode preview = preview("{\"action\":\"suspend\"}");
      assertThat(preview.get("connections")).hasSize(1);
      assertThat(preview.get("connections").get(0).get("kind").asString())
          .isEqualTo("event_stream");
      assertThat(names(preview.get("workloads"))).containsExactly("training");
      assertThat(preview.get("credentials")).hasSize(1);
      assertThat(preview.get("action").get("allowed").asBoolean()).isTrue();
      assertThat(operator.get(HERE + "/me").status()).isEqualTo(200);

      JsonNode receipt = admin.post(OPERATOR + "/suspend", "").json().get("receipt");

      stream.awaitEnd();
      assertThat(receipt.get("connections").get("event_stream").asInt()).isEqualTo(1);
      assertThat(receipt.get("credentials").get("cli_session").asInt()).isEqualTo(1);
    }
    JsonNode again = preview("{\"action\":\"suspend\"}");
    assertThat(again.get("action").get("refusedBy").asString()).isEqualTo("state");
    assertThat(again.get("action").get("reason").asString()).contains("suspended already");
  }

  @Test
  void aRoleThatStillAllowsItKeepsTheConnectionOpen() throws Exception {
    try (EventStream stream = EventStream.of(operator, "")) {
      stream.next("hello");

      assertThat(preview("{\"action\":\"roles\",\"roles\":[]}").get("connections")).isEmpty();
      assertThat(preview("{\"action\":\"password\"}").get("connections")).hasSize(1);
      assertThat(preview("{\"action\":\"password\",\"overlapSeconds\":60}").get("connections"))
          .isEmpty();
      assertThat(preview("{\"action\":\"delete\"}").get("connections")).hasSize(1);
    }
  }

  @Test
  void theLastAdministratorOfAProjectIsWarned() {
    HttpSession chief = house.as("chief", RoleName.ADMINISTRATOR);

    JsonNode own =
        chief.post(HERE + "/user/chief/preview", "{\"action\":\"roles\",\"roles\":[]}").json();

    assertThat(own.get("warnings").valueStream().map(JsonNode::asString))
        .anyMatch(warning -> warning.startsWith("This is you: afterwards you can no longer"))
        .anyMatch(warning -> warning.startsWith("Nobody else of this project"));
    assertThat(own.get("confirmation").asInt()).isEqualTo(3);
    house.as("second", RoleName.ADMINISTRATOR);
    own = chief.post(HERE + "/user/chief/preview", "{\"action\":\"roles\",\"roles\":[]}").json();
    assertThat(own.get("warnings")).hasSize(1);
  }

  @Test
  void aPreviewSaysWhatBecomesOfWorkloadsThatAreKeptOrHandedOver() {
    PanelHouse.job(operator, "training");
    house.as("heir", RoleName.AI_TRAINING_OPERATOR);
    house.as("reader", RoleName.AI_TRAINING_READ);

    JsonNode kept = preview("{\"action\":\"suspend\",\"workloads\":\"keep\"}");
    JsonNode given = preview("{\"action\":\"delete\",\"workloads\":\"handover:heir\"}");

    assertThat(kept.get("inWords").toString()).contains("1 workload is kept running.");
    assertThat(kept.get("warnings").toString()).contains("without its maker's rights");
    assertThat(given.get("workloadsAre").asString()).isEqualTo("handed over to heir");
    assertThat(names(given.get("workloads"))).containsExactly("training");
    assertThat(refused("handover:reader")).contains("409", "reader may not launch jobs");
    assertThat(refused("handover:operator")).contains("409", "is the user who leaves");
    assertThat(refused("handover:nobody")).contains("404");
    assertThat(refused("burn")).contains("400", "stop, keep or handover:USER");
  }

  @Test
  void aUserIsNotDeletedWhereNobodyCanTakeTheirWorkloads() {
    assertThat(admin.delete(OPERATOR + "?workloads=handover:nobody").status()).isEqualTo(404);
    assertThat(admin.delete(OPERATOR + "?workloads=burn").status()).isEqualTo(400);
    assertThat(admin.post(OPERATOR + "/suspend?workloads=handover:operator", "").status())
        .isEqualTo(409);
    assertThat(admin.get(OPERATOR).json().get("status").asString()).isEqualTo("ok");
    assertThat(admin.delete(OPERATOR + "?workloads=keep").status()).isEqualTo(200);
  }

  private String refused(String workloads) {
    var answer =
        admin.post(
            OPERATOR + "/preview", "{\"action\":\"delete\",\"workloads\":\"" + workloads + "\"}");
    return answer.status() + answer.body();
  }

  @Test
  void whatCouldNotBeAskedForIsRefusedAsTheChangeWouldBe() {
    assertThat(admin.post(OPERATOR + "/preview", "{\"action\":\"promote\"}").status())
        .isEqualTo(400);
    assertThat(
            admin
                .post(
                    OPERATOR + "/preview",
                    "{\"action\":\"roles\",\"roles\":[{\"name\":\"administrator\"},"
                        + "{\"name\":\"administrator\"}]}")
                .status())
        .isEqualTo(400);
    assertThat(admin.post(HERE + "/user/99/preview", "{\"action\":\"delete\"}").status())
        .isEqualTo(404);
    assertThat(operator.post(OPERATOR + "/preview", "{\"action\":\"delete\"}").status())
        .isEqualTo(403);
  }
}
