package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.doors.web.HttpSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AllowedActionsTest {
  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();

  @AfterEach
  void stop() {
    house.close();
  }

  private static JsonNode actions(JsonNode of) {
    return of.get("allowedActions");
  }

  private static void assertRefused(JsonNode action, String by, String reason) {
    assertThat(action.get("allowed").asBoolean()).isFalse();
    assertThat(action.get("refusedBy").asString()).isEqualTo(by);
    assertThat(action.get("reason").asString()).contains(reason);
  }

  @Test
  void aReaderHearsInWordsWhatTheyAreAndWhatTheyMay() {
    JsonNode self = house.reader().get(HERE + "/me").json();

    assertThat(self.get("inWords").asString())
        .isEqualTo("You are AI Training Reader in this project.");
    assertThat(self.get("roles").get(0).get("meaning").asString()).startsWith("Reaches notebooks");
    assertThat(self.get("project").get("id").asString())
        .isEqualTo(house.installation.project.value());
    assertThat(self.get("projects")).hasSize(1);
    assertThat(actions(self).get("notebook.open").get("allowed").asBoolean()).isTrue();
    assertRefused(actions(self).get("notebook.launch"), "role", "needs the role AI Training");
    assertRefused(actions(self).get("user.create"), "role", "Administrator");
  }

  @Test
  void whoMayLaunchHearsThatTheProjectIsNotAuthorizedYet() {
    HttpSession operator = house.operator();
    assertThat(actions(operator.get(HERE + "/me").json()).get("job.launch").get("allowed"))
        .hasToString("true");
    house.installation.store.transaction(
        tx -> {
          var project = house.installation.store.projects().getFirst();
          tx.update(
              new gatehouse.core.identity.Project(
                  project.id(), project.description(), false, project.createdAt()));
          return project;
        });

    JsonNode launch = actions(operator.get(HERE + "/me").json()).get("job.launch");

    assertRefused(launch, "state", "not authorized in this project yet");
  }

  @Test
  void aUserThatIsSuspendedCanBeResumedAndNotSuspendedOnceMore() {
    house.reader();
    String user = HERE + "/user/reader";
    JsonNode before = actions(admin.get(user).json());
    assertThat(before.get("user.suspend").get("allowed").asBoolean()).isTrue();
    assertRefused(before.get("user.resume"), "state", "not suspended");

    admin.post(user + "/suspend", "");

    JsonNode after = actions(admin.get(user).json());
    assertRefused(after.get("user.suspend"), "state", "suspended already");
    assertThat(admin.post(user + "/suspend", "").json().get("message").asString())
        .isEqualTo(after.get("user.suspend").get("reason").asString());
    assertThat(after.get("user.resume").get("allowed").asBoolean()).isTrue();
    assertThat(admin.get(user).json().get("statusReason").asString())
        .startsWith("suspended by admin at 20");
    admin.post(user + "/resume", "");
    assertThat(admin.get(user).json().has("statusReason")).isFalse();
  }

  @Test
  void whatTheListSaysOfAJobIsWhatHappensToIt() {
    HttpSession operator = house.operator();
    String id = PanelHouse.job(operator, "first");
    JsonNode queued = operator.get(HERE + "/workload/job/" + id).json();
    assertThat(queued.get("group").asString()).isEqualTo("working");
    assertThat(queued.get("isMine").asBoolean()).isTrue();
    assertRefused(actions(queued).get("job.open"), "state", "once it runs");
    JsonNode delete = actions(queued).get("job.delete");
    assertRefused(delete, "state", "stop it first");
    assertThat(operator.delete("/v1/job/" + id).json().get("message").asString())
        .isEqualTo(delete.get("reason").asString());

    house.reconciler.step();
    JsonNode list = house.reader().get(HERE + "/workload/job?text=FIRST&owner=operator").json();

    JsonNode seen = list.get("items").get(0);
    assertThat(list.get("total").asInt()).isEqualTo(1);
    assertThat(seen.get("isMine").asBoolean()).isFalse();
    assertThat(seen.get("version").asLong()).isGreaterThan(queued.get("version").asLong());
    assertRefused(actions(seen).get("job.stop"), "role", "may not stop jobs");
    assertThat(operator.get(HERE + "/workload/job?text=second").json().get("total").asInt())
        .isZero();
    assertThat(operator.get(HERE + "/workload/job/" + id + "/event").json().size())
        .isGreaterThan(1);
  }

  @Test
  void anAppSaysHowItServes() {
    HttpSession operator = house.operator();
    String id =
        operator
            .post(
                "/v1/app",
                "{\"image\":\"host\",\"command\":[\"serve\"],\"probe\":{\"path\":\"/up\"},"
                    + "\"scalingStrategy\":{\"fixed\":{\"replicas\":2}}}")
            .json()
            .get("id")
            .asString();
    JsonNode queued = operator.get(HERE + "/workload/app/" + id).json().get("serving");
    assertThat(queued.get("replicas").asInt()).isEqualTo(2);
    assertThat(queued.get("version").asInt()).isZero();
    assertThat(queued.at("/probe/path").asString()).isEqualTo("/up");
    assertThat(queued.get("probe").has("port")).isFalse();
    assertThat(queued.get("fleet")).isEmpty();

    house.reconciler.step();
    JsonNode begun = house.reader().get(HERE + "/workload/app/" + id).json().get("serving");

    assertThat(begun.get("version").asInt()).isEqualTo(1);
    assertThat(begun.get("ready").asInt()).isZero();
    assertThat(begun.get("fleet").get(0).get("number").asInt()).isZero();
    assertThat(begun.get("fleet").get(0).get("phase").asString()).isEqualTo("STARTING");
    assertThat(begun.has("automatic")).isFalse();
    var followed =
        operator.put(
            "/v1/app/" + id + "/scalingstrategy",
            "{\"automatic\":{\"replicasMin\":0,\"replicasMax\":4,\"resourceType\":\"RAM\"}}");
    assertThat(followed.status()).isEqualTo(204);
    JsonNode follows = operator.get(HERE + "/workload/app/" + id).json().get("serving");
    assertThat(follows.at("/automatic/replicasMin").asInt()).isZero();
    assertThat(follows.at("/automatic/replicasMax").asInt()).isEqualTo(4);
    assertThat(follows.at("/automatic/scaleDownStabilizationWindowSeconds").asInt()).isEqualTo(300);
    String job = PanelHouse.job(operator, "first");
    assertThat(operator.get(HERE + "/workload/job/" + job).json().has("serving")).isFalse();
  }

  @Test
  void anotherKindIsAnotherList() {
    HttpSession operator = house.operator();
    String id = PanelHouse.job(operator, "first");

    assertThat(operator.get(HERE + "/workload/notebook").json().get("total").asInt()).isZero();
    assertThat(operator.get(HERE + "/workload/notebook/" + id).status()).isEqualTo(404);
    assertThat(operator.get(HERE + "/workload/thing").status()).isEqualTo(400);
  }

  @Test
  void whoHoldsNoRoleForItSeesNoWorkloads() {
    HttpSession storage = house.as("storage", RoleName.OBJECTSTORE_OPERATOR);

    assertThat(storage.get(HERE + "/workload/job").status()).isEqualTo(403);
  }

  @Test
  void theListOfUsersCountsWhatRunsNow() {
    HttpSession operator = house.operator();
    PanelHouse.job(operator, "first");
    PanelHouse.job(operator, "second");

    JsonNode user = admin.get(HERE + "/user").json().get("items").get(0);

    assertThat(user.get("runningNow").asInt()).isEqualTo(2);
    assertThat(user.get("version").asLong()).isPositive();
  }

  @Test
  void tokensAreListedWithOwnerEndAndWhatMayBeDone() {
    HttpSession operator = house.operator();
    var clock = house.installation.clock;
    house.installation.tokens.create(
        house.installation.admin(),
        house.installation.project,
        new gatehouse.core.administration.NewToken(
            "nightly",
            RoleName.AI_TRAINING_READ,
            gatehouse.core.access.Selector.parse("team=a"),
            clock.instant().plus(Duration.ofHours(1))));
    assertThat(operator.get(HERE + "/token").json().get("total").asInt()).isZero();

    JsonNode token = admin.get(HERE + "/token").json().get("items").get(0);
    assertThat(token.get("owner").asString()).isEqualTo("admin");
    assertThat(token.get("labelSelector").asString()).isEqualTo("team=a");
    assertThat(token.get("status").asString()).isEqualTo("active");
    assertThat(actions(token).get("token.delete").get("allowed").asBoolean()).isTrue();

    house.installation.later(Duration.ofHours(2));
    token = house.admin().get(HERE + "/token").json().get("items").get(0);
    assertThat(token.get("statusInWords").asString()).startsWith("expired at");
  }

  @Test
  void sessionsNameTheProgramAndTheOneOfThisCall() {
    HttpSession reader = house.reader();

    JsonNode session = reader.get(HERE + "/user/reader/session").json().get(0);

    assertThat(session.get("isCurrent").asBoolean()).isTrue();
    assertThat(actions(session).get("session.end").get("allowed").asBoolean()).isTrue();
    assertThat(admin.get(HERE + "/user/reader/session").json().get(0).get("isCurrent").asBoolean())
        .isFalse();
  }
}
