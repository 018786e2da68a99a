package gatehouse.doors.api.ascode;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.Installation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AsCodeTest {
  private final Installation installation = Doors.open();
  private final HttpSession admin = installation.http().as(installation.adminBearer());

  @AfterEach
  void stop() {
    installation.close();
  }

  private JsonNode say(String wish) {
    var answer = admin.post("/v1/gatehouse/as-code", wish);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static String code(JsonNode of, String language) {
    return of.get(language).get("code").asString();
  }

  @Test
  void aNewUserIsSaidInFourLanguages() {
    JsonNode said =
        say(
            "{\"action\":\"user.create\",\"body\":{\"description\":\"Ada's ${team}\","
                + "\"roles\":[\"ai_training_read\",\"objectstore_operator\"]}}");

    assertThat(code(said, "cli"))
        .isEqualTo(
            "gatehouse user create --role ai_training_read --role objectstore_operator"
                + " 'Ada'\\''s ${team}'");
    assertThat(code(said, "curl"))
        .startsWith("curl --fail-with-body -sS -X POST")
        .contains("\"Authorization: Bearer $GATEHOUSE_TOKEN\"")
        .contains("/v1/gatehouse/project/" + installation.project + "/user'");
    assertThat(code(said, "terraform"))
        .contains("description  = \"Ada's $${team}\"")
        .contains("[\"ai_training_read\", \"objectstore_operator\"]");
    assertThat(code(said, "python")).contains("\"roles\": [\"ai_training_read\", ");
  }

  @Test
  void whatALanguageCannotSayIsNull() {
    JsonNode said = say("{\"action\":\"user.suspend\",\"target\":\"ada\"}");

    assertThat(said.get("terraform").get("code").isNull()).isTrue();
    assertThat(said.get("terraform").get("reason").asString()).contains("no word for this deed");
    JsonNode roles =
        say(
            "{\"action\":\"user.roles\",\"target\":\"ada\",\"body\":{\"roles\":[{\"name\":"
                + "\"ai_training_read\",\"endsAt\":\"2030-01-01T00:00:00Z\"}]}}");
    assertThat(roles.get("cli").get("code").isNull()).isTrue();
    assertThat(code(roles, "curl")).contains("2030-01-01");
  }

  @Test
  void aSecretIsAVariable() {
    JsonNode said =
        say(
            "{\"action\":\"user.create\",\"body\":{\"description\":\"a\",\"password\":\"geheim\"}}");

    assertThat(said.toString()).doesNotContain("geheim");
    assertThat(code(said, "curl")).contains("\"password\":\"'\"$PASSWORD\"'\"");
    assertThat(code(said, "python")).contains("os.environ[\"PASSWORD\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          job.launch | | gatehouse job run host --cpu 2 -- sleep 60
          job.stop | 3f0c | gatehouse job stop 3f0c
          app.force-delete | 3f0c | gatehouse app delete 3f0c --force --yes
          user.end | ada | gatehouse user end ada never
          user.roles | ada | gatehouse role set ada --none
          """)
  void theCommandLineSaysTheSame(String action, String target, String line) {
    String wish =
        "{\"action\":\""
            + action
            + "\",\"target\":\""
            + (target == null ? "" : target)
            + "\",\"body\":{\"image\":\"host\",\"command\":[\"sleep\",\"60\"],"
            + "\"resources\":{\"cpu\":2}}}";

    assertThat(code(say(wish), "cli")).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"action":"user.promote"} | action: one of user.create
          {"action":"job.dance","target":"x"} | action: one of
          {"action":"user.suspend"} | target: the name or id
          {"action":"user.suspend","target":"a; rm -rf"} | target: the name or id
          {"action":"user.create","body":{}} | body.description: a text
          {"action":"job.launch","body":{}} | image
          {} | action: required
          """)
  void whatCannotBeSaidIsRefused(String wish, String message) {
    var answer = admin.post("/v1/gatehouse/as-code", wish);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("message").asString()).contains(message);
  }
}
