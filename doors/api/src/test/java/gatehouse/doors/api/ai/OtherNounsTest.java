package gatehouse.doors.api.ai;

import static gatehouse.doors.api.ai.Nulls.checked;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.core.workload.Quota;
import gatehouse.core.workload.QuotaLimit;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import gatehouse.doors.web.HttpSession;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OtherNounsTest {
  private final AiHouse house = new AiHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void meSaysWhoAndWhat() {
    JsonNode operator = checked(house.operator().get("/v1/me"));
    assertThat(operator.get("name").asString()).isEqualTo("operator");
    assertThat(operator.get("tenant").asString()).isEqualTo(house.installation.project.value());
    assertThat(operator.get("role").asString()).isEqualTo("ai_training_operator");
    assertThat(operator.get("tokenKind").asString()).isEqualTo("oauth");
    assertThat(operator.at("/quotas/resources/CPU").asInt()).isEqualTo(4);

    JsonNode without = checked(house.as("stores", RoleName.OBJECTSTORE_OPERATOR).get("/v1/me"));
    assertThat(without.has("role")).isFalse();
    JsonNode admin =
        checked(house.installation.http().as(house.installation.adminBearer()).get("/v1/me"));
    assertThat(admin.get("role").asString()).isEqualTo("administrator");
  }

  @Test
  void aLinkRunsNoCommandInTheNameOfWhoFollowsIt() {
    var admin = new Secret(gatehouse.doors.web.Installation.PASSWORD);
    Secret session = house.installation.panelSession("admin", admin);
    HttpSession http = house.installation.http();
    String exec = "/v1/job/3f0c1a52-0000-4000-8000-000000000000/exec?command=true";

    var followed = http.cookie(session).get(exec);
    var typedOver = http.as("admin", admin).with("Sec-Fetch-Site", "cross-site").get(exec);

    assertThat(followed.status()).isEqualTo(403);
    assertThat(followed.body()).contains("own proof");
    assertThat(typedOver.status()).isEqualTo(403);
    assertThat(http.as(house.installation.adminBearer()).get(exec).status()).isEqualTo(404);
    assertThat(http.as("admin", admin).get(exec).status()).isEqualTo(404);
    String proof = gatehouse.doors.web.PanelSession.csrf(session);
    assertThat(
            http.cookie(session)
                .with(gatehouse.doors.web.PanelSession.CSRF_HEADER, proof)
                .get(exec)
                .status())
        .isEqualTo(404);
  }

  @Test
  void aTokenIsShownOnceAndRenewedAndEnded() {
    HttpSession operator = house.operator();
    JsonNode made =
        checked(
            operator.post(
                "/v1/token",
                "{\"name\":\"ci\",\"role\":\"operator\",\"labelSelector\":\"team=red\"}"));
    String id = made.get("id").asString();
    var token = house.installation.http().as(new Secret(made.at("/status/value").asString()));

    assertThat(made.at("/spec/role").asString()).isEqualTo("ai_training_operator");
    assertThat(made.at("/status/version").asInt()).isEqualTo(1);
    JsonNode me = checked(token.get("/v1/me"));
    assertThat(me.get("tokenKind").asString()).isEqualTo("app");
    JsonNode job = checked(token.post("/v1/job", "{\"image\":\"host\",\"command\":[\"x\"]}"));
    assertThat(job.at("/spec/labels/team").asString()).isEqualTo("red");
    JsonNode read = checked(operator.get("/v1/token/" + id));
    assertThat(read.at("/status/value").isNull()).isTrue();
    assertThat(checked(operator.get("/v1/token")).at("/items/0/status/value").isNull()).isTrue();

    JsonNode renewed = checked(operator.post("/v1/token/" + id + "/renew", ""));
    assertThat(renewed.at("/status/version").asInt()).isEqualTo(2);
    assertThat(token.get("/v1/me").status()).isEqualTo(401);
    assertThat(operator.delete("/v1/token/" + id).status()).isEqualTo(204);
    assertThat(operator.get("/v1/token/" + id).status()).isEqualTo(404);
    assertThat(operator.post("/v1/token", "{\"name\":\"x\",\"role\":\"king\"}").status())
        .isEqualTo(400);
  }

  @Test
  void aFlavorShowsWhatAWorkloadMayKeepWhereThatIsLimited() {
    HttpSession reader = house.as("reader", RoleName.AI_TRAINING_READ);

    JsonNode unlimited = checked(reader.get("/v1/capabilities/flavor"));
    house.runtime.inventory = new Inventory(4, 8L << 30, List.of(), 20L << 30);
    JsonNode limited = checked(reader.get("/v1/capabilities/flavor"));

    assertThat(unlimited.at("/0/resourcesPerUnit").has("ephemeralStorage")).isFalse();
    assertThat(limited.at("/0/resourcesPerUnit/ephemeralStorage").asLong()).isEqualTo(20L << 30);
  }

  @Test
  void capabilitiesDescribeThisMachine() {
    HttpSession reader = house.as("reader", RoleName.AI_TRAINING_READ);

    JsonNode flavors = checked(reader.get("/v1/capabilities/flavor"));
    assertThat(flavors.isArray()).isTrue();
    assertThat(flavors.at("/0/max").asInt()).isEqualTo(4);
    assertThat(flavors.at("/0/default").asBoolean()).isTrue();
    assertThat(flavors.at("/0/resourcesPerUnit/memory").asLong()).isEqualTo(2L << 30);
    assertThat(flavors.get(0).has("gpuInformation")).isFalse();
    assertThat(checked(reader.get("/v1/capabilities/flavor/ai1-1-cpu")).get("type").asString())
        .isEqualTo("cpu");
    assertThat(reader.get("/v1/capabilities/flavor/h100").status()).isEqualTo(404);
    assertThat(checked(reader.get("/v1/capabilities/notebook/editor")).at("/0/id").asString())
        .isEqualTo("jupyterlab");
    assertThat(
            checked(reader.get("/v1/capabilities/notebook/framework/host"))
                .at("/versions/0")
                .asString())
        .isEqualTo("13");
    assertThat(checked(reader.get("/v1/capabilities/quota")).at("/0/resources/CPU").asInt())
        .isEqualTo(4);
    assertThat(checked(reader.get("/v1/capabilities/preset")).isEmpty()).isTrue();
    assertThat(checked(reader.get("/v1/capabilities/job/image")).at("/0/id").asString())
        .isEqualTo("host");
  }

  @Test
  void whatOneMayUseIsTheLeastOfMachineProjectAndUser() {
    HttpSession operator = house.operator();
    var project = house.installation.project;
    house.quotas.set(
        house.installation.admin(),
        project,
        QuotaLimit.Holder.PROJECT,
        new Quota(3, null, null, null));
    house.quotas.set(
        house.installation.admin(),
        project,
        QuotaLimit.Holder.EACH,
        new Quota(2, null, null, null));

    assertThat(checked(operator.get("/v1/me")).at("/quotas/resources/CPU").asInt()).isEqualTo(2);
    assertThat(checked(operator.get("/v1/capabilities/quota")).at("/0/resources/CPU").asInt())
        .isEqualTo(3);
    var tooMuch =
        operator.post(
            "/v1/job", "{\"image\":\"host\",\"command\":[\"x\"],\"resources\":{\"cpu\":3}}");
    assertThat(tooMuch.status()).isEqualTo(402);
    assertThat(tooMuch.json().get("message").asString())
        .isEqualTo(
            "This asks for more than the quota of operator (2 CPUs): ask for less, or have an"
                + " administrator raise it.");
    assertThat(checked(operator.get("/v1/job")).at("/metadata/total").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/framework",
        "/v1/image",
        "/v1/image/3f0c1a52-0000-4000-8000-000000000000/version"
      })
  void whatIsNotBuiltSaysSoToWhoIsSignedIn(String path) {
    var answer = house.operator().get(path);

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().get("message").asString()).contains("not built");
    assertThat(house.installation.http().get(path).status()).isEqualTo(401);
  }
}
