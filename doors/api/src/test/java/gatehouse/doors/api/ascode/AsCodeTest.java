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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bucket.create | | {"name":"train"} | gatehouse bucket create train | /bucket'
          bucket.delete | train | {} | gatehouse bucket delete train --yes | /bucket/train'
          object.put | train | {"key":"raw/a b.csv"} | gatehouse bucket object upload train 'a b.csv' --add-prefix raw/ | key=raw%2Fa%20b.csv'
          object.delete | train | {"key":"a.csv"} | gatehouse bucket object delete train a.csv --yes | key=a.csv'
          s3-key.create | 7 | {} | gatehouse s3-key create 7 | /user/7/s3-key'
          s3-key.delete | 7 | {"access":"ab12"} | gatehouse s3-key delete 7 ab12 --yes | /user/7/s3-key/ab12'
          policy.set | 7 | {"policy":"{}"} | gatehouse policy set 7 policy.json | /user/7/policy'
          store.delete | LAB | {} | gatehouse datastore delete LAB --yes | /data-store/LAB'
          registry.create | | {"url":"ghcr.io","username":"ann","password":"geheim"} | gatehouse registry add ghcr.io --username ann --password-from-env PASSWORD | /v1/registry'
          registry.update | 3f0c | {"url":"ghcr.io/a"} | gatehouse registry update 3f0c --address ghcr.io/a | /v1/registry/3f0c'
          registry.delete | 3f0c | {} | gatehouse registry delete 3f0c --yes | /v1/registry/3f0c'
          """)
  void storageAndRegistriesAreSaid(
      String action, String target, String body, String cli, String path) {
    JsonNode said =
        say(
            "{\"action\":\"%s\",\"target\":\"%s\",\"body\":%s}"
                .formatted(action, target == null ? "" : target, body));

    assertThat(code(said, "cli")).isEqualTo(cli);
    assertThat(code(said, "curl")).contains(path);
    assertThat(code(said, "python")).contains("requests");
    assertThat(said.toString()).doesNotContain("geheim");
  }

  @Test
  void aFolderIsDeletedByTheCommandLineAloneAndAKeyIsInTerraform() {
    JsonNode folder =
        say("{\"action\":\"folder.delete\",\"target\":\"b12\",\"body\":{\"prefix\":\"old/\"}}");
    JsonNode key = say("{\"action\":\"s3-key.create\",\"target\":\"7\"}");

    assertThat(code(folder, "cli"))
        .isEqualTo("gatehouse bucket object delete b12 --prefix old/ --yes");
    assertThat(folder.get("curl").get("code").isNull()).isTrue();
    assertThat(folder.get("curl").get("reason").asString()).contains("one object a call");
    assertThat(code(key, "terraform"))
        .contains("ovh_cloud_project_user_s3_credential")
        .contains("user_id      = \"7\"");
  }

  @Test
  void whatBecomesOfTheWorkloadsOfWhoLeavesIsSaidAlong() {
    JsonNode kept =
        say("{\"action\":\"user.suspend\",\"target\":\"ada\",\"body\":{\"workloads\":\"keep\"}}");
    JsonNode handedOver =
        say(
            "{\"action\":\"user.delete\",\"target\":\"ada\","
                + "\"body\":{\"workloads\":\"handover:eve\"}}");

    assertThat(code(kept, "cli")).isEqualTo("gatehouse user suspend ada --workloads keep");
    assertThat(code(kept, "curl")).endsWith("/user/ada/suspend?workloads=keep'");
    assertThat(code(handedOver, "cli"))
        .isEqualTo("gatehouse user delete ada --hand-over-to eve --yes");
    assertThat(code(handedOver, "curl")).endsWith("/user/ada?workloads=handover%3Aeve'");
  }

  @Test
  void aChangeOfAnAppIsSaidAsTheCallThatMakesIt() {
    JsonNode scaled =
        say(
            "{\"action\":\"app.scale\",\"target\":\"3f0c\","
                + "\"body\":{\"fixed\":{\"replicas\":3}}}");
    JsonNode edited =
        say("{\"action\":\"app.edit\",\"target\":\"3f0c\",\"body\":{\"url\":\"alpine\"}}");

    assertThat(code(scaled, "curl"))
        .contains("-X PUT")
        .contains("{\"fixed\":{\"replicas\":3}}")
        .endsWith("/v1/app/3f0c/scalingstrategy'");
    assertThat(code(scaled, "cli")).isEqualTo("gatehouse app scale 3f0c --replicas 3");
    String follows =
        "{\"automatic\":{\"replicasMin\":0,\"replicasMax\":5,\"resourceType\":\"RAM\","
            + "\"averageUsageTarget\":60}}";
    JsonNode followed =
        say("{\"action\":\"app.scale\",\"target\":\"3f0c\",\"body\":" + follows + "}");
    assertThat(code(followed, "cli"))
        .isEqualTo(
            "gatehouse app scale 3f0c --auto-min-replicas 0 --auto-max-replicas 5"
                + " --auto-resource-type RAM --auto-resource-usage-threshold 60");
    assertThat(code(edited, "cli")).isEqualTo("gatehouse app update 3f0c --image alpine");
    assertThat(code(edited, "curl")).contains("{\"url\":\"alpine\"}").endsWith("/v1/app/3f0c'");
    var job = admin.post("/v1/gatehouse/as-code", "{\"action\":\"job.scale\",\"target\":\"3\"}");
    assertThat(job.status()).isEqualTo(400);
  }

  @Test
  void aLabelIsSetAndTakenAway() {
    String label = "{\"action\":\"job.label\",\"target\":\"3f0c\",\"body\":{\"name\":\"team\"%s}}";

    assertThat(code(say(label.formatted(",\"value\":\"a b\"")), "cli"))
        .isEqualTo("gatehouse job label 3f0c 'team=a b'");
    JsonNode gone = say(label.formatted(""));
    assertThat(code(gone, "cli")).isEqualTo("gatehouse job label 3f0c --remove team");
    assertThat(code(gone, "curl")).endsWith("/v1/job/3f0c/label'");
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
          notebook.restart | 3f0c | gatehouse notebook restart 3f0c
          app.force-delete | 3f0c | gatehouse app delete 3f0c --force --yes
          user.end | ada | gatehouse user end ada never
          user.delete | ada | gatehouse user delete ada --yes
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
