package gatehouse.doors.api.ai;

import static gatehouse.doors.api.ai.Nulls.checked;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.doors.web.HttpSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WorkloadApiTest {
  private static final String JOB =
      "{\"image\":\"host\",\"command\":[\"echo\",\"hi\"],\"name\":\"train\","
          + "\"envVars\":[{\"name\":\"SECRET\",\"value\":\"s3cr3t\"}],"
          + "\"resources\":{\"gpu\":0},\"region\":\"GRA\",\"shutdown\":\"Stop\","
          + "\"volumes\":[],\"unknown\":{\"x\":1}}";

  private final AiHouse house = new AiHouse();
  private HttpSession operator;

  @BeforeEach
  void signIn() {
    operator = house.operator();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aJobHasTheModelsShapeFromItsFirstToItsLastState() {
    JsonNode queued = checked(operator.post("/v1/job", JOB));
    String id = queued.get("id").asString();
    Nulls.isJobStatus(queued.get("status"));
    assertThat(queued.at("/status/state").asString()).isEqualTo("QUEUED");
    assertThat(queued.at("/status/history/0/state").asString()).isEqualTo("QUEUED");
    assertThat(queued.at("/status/finalizedAt").isNull()).isTrue();
    assertThat(queued.at("/status/url").asString())
        .isEqualTo("http://" + id + ".job.localhost:8080");
    assertThat(queued.get("user").asString()).isEqualTo("operator");
    assertThat(queued.at("/spec/timeout").asLong()).isEqualTo(604_800);
    assertThat(queued.at("/spec/defaultHttpPort").asInt()).isEqualTo(8080);
    assertThat(queued.at("/spec/labels/ovh~1id").asString()).isEqualTo(id);
    assertThat(queued.at("/spec/envVars/0/value").asString()).isEqualTo("s3cr3t");
    house.reconciler.step();
    house.runtime.ends(house.run(id, 1), 3);
    house.reconciler.step();

    JsonNode failed = checked(operator.get("/v1/job/" + id));

    Nulls.isJobStatus(failed.get("status"));
    assertThat(failed.at("/status/state").asString()).isEqualTo("FAILED");
    assertThat(failed.at("/status/exitCode").asInt()).isEqualTo(3);
    assertThat(failed.at("/status/info/code").asString()).isEqualTo("JOB_FAILED");
    assertThat(failed.at("/status/info/message").asString()).isEqualTo("Failed: exit code 3");
    assertThat(failed.at("/status/finalizedAt").isString()).isTrue();
    List<String> states = new ArrayList<>();
    failed.at("/status/history").forEach(entry -> states.add(entry.get("state").asString()));
    assertThat(states)
        .containsExactly("QUEUED", "INITIALIZING", "PENDING", "RUNNING", "FINALIZING", "FAILED");
  }

  @Test
  void aNotebookWrapsItsLastJob() {
    JsonNode made = checked(operator.post("/v1/notebook", "{}"));
    String id = made.get("id").asString();
    assertThat(made.at("/spec/env/editorId").asString()).isEqualTo("jupyterlab");
    assertThat(made.at("/spec/env/frameworkId").asString()).isEqualTo("host");
    assertThat(made.at("/status/lastStartedAt").isNull()).isTrue();
    Nulls.isJobStatus(made.at("/status/lastJobStatus"));
    house.reconciler.step();

    JsonNode running = checked(operator.get("/v1/notebook/" + id));

    assertThat(running.at("/status/state").asString()).isEqualTo("RUNNING");
    assertThat(running.at("/status/lastJobStatus/state").asString()).isEqualTo("RUNNING");
    assertThat(running.at("/status/lastStartedAt").isString()).isTrue();
    assertThat(operator.put("/v1/notebook/" + id + "/stop", "").status()).isEqualTo(204);
    house.reconciler.step();
    house.reconciler.step();
    JsonNode stopped = checked(operator.get("/v1/notebook/" + id));
    assertThat(stopped.at("/status/state").asString()).isEqualTo("STOPPED");
    assertThat(stopped.at("/status/lastJobStatus/state").asString()).isEqualTo("INTERRUPTED");
    assertThat(stopped.at("/status/lastStoppedAt").isString()).isTrue();
  }

  @Test
  void anAppHasTheModelsShape() {
    String body =
        "{\"image\":\"host\",\"command\":[\"serve\"],\"defaultHttpPort\":9000,"
            + "\"scalingStrategy\":{\"fixed\":{\"replicas\":1}},\"unsecureHttp\":true}";
    String id = checked(operator.post("/v1/app", body)).get("id").asString();
    house.reconciler.step();

    JsonNode app = checked(operator.get("/v1/app/" + id));

    assertThat(app.at("/status/availableReplicas").asInt()).isEqualTo(1);
    assertThat(app.at("/spec/scalingStrategy/fixed/replicas").asInt()).isEqualTo(1);
    assertThat(app.at("/spec/scalingStrategy").has("automatic")).isFalse();
    assertThat(app.at("/spec/unsecureHttp").asBoolean()).isTrue();
    assertThat(app.at("/status/internalServiceIp").isNull()).isTrue();
  }

  private static final String AUTOMATIC =
      "{\"automatic\":{\"replicasMin\":0,\"replicasMax\":5,\"resourceType\":\"cpu\","
          + "\"averageUsageTarget\":60,\"customMetrics\":{\"apiUrl\":\"http://<SELF>:9/q\","
          + "\"format\":\"yaml\",\"valueLocation\":\"a.b\",\"targetValue\":3},"
          + "\"cooldownPeriodSeconds\":7}}";

  private String app(String more) {
    return checked(
            operator.post("/v1/app", "{\"image\":\"host\",\"command\":[\"serve\"]" + more + "}"))
        .get("id")
        .asString();
  }

  @Test
  void anAppThatScalesByItselfHasTheModelsShape() {
    String id = app(",\"scalingStrategy\":" + AUTOMATIC);

    JsonNode said = checked(operator.get("/v1/app/" + id)).at("/spec/scalingStrategy");

    assertThat(said.toString())
        .isEqualTo(
            "{\"automatic\":{\"replicasMin\":0,\"replicasMax\":5,\"resourceType\":\"CPU\","
                + "\"averageUsageTarget\":60,\"customMetrics\":{\"apiUrl\":\"http://<SELF>:9/q\","
                + "\"format\":\"YAML\",\"valueLocation\":\"a.b\",\"targetValue\":3.0,"
                + "\"aggregationType\":\"AVERAGE\"},\"scaleUpStabilizationWindowSeconds\":0,"
                + "\"scaleDownStabilizationWindowSeconds\":300,\"cooldownPeriodSeconds\":7}}");
  }

  @Test
  void howAnAppScalesIsChangedByItsRouteAndByAnEdit() {
    String id = app("");
    String route = "/v1/app/" + id + "/scalingstrategy";

    assertThat(operator.put(route, AUTOMATIC).status()).isEqualTo(204);
    assertThat(checked(operator.get("/v1/app/" + id)).at("/spec/scalingStrategy").has("fixed"))
        .isFalse();
    var edited =
        operator.put(
            "/v1/app/" + id, "{\"appUpdate\":{\"scalingStrategy\":{\"fixed\":{\"replicas\":2}}}}");

    assertThat(checked(edited).at("/spec/scalingStrategy").toString())
        .isEqualTo("{\"fixed\":{\"replicas\":2}}");
    assertThat(operator.put(route, "{}").status()).isEqualTo(400);
  }

  @Test
  void whatIsAskedOfAJobAndCannotBeKeptIsRefusedByItsName() {
    for (String[] wrong :
        new String[][] {
          {"\"name\":\"../../etc\"", "name: at most 128 characters, without slashes"},
          {"\"name\":\"a/b\"", "without slashes"},
          {"\"name\":\"-rf\"", "without slashes"},
          {"\"name\":\"a \"", "no spaces around it"},
          {"\"name\":\"" + "a".repeat(129) + "\"", "at most 128 characters"},
          {"\"name\":\"a\\nb\"", "without slashes"},
          {"\"labels\":{\"my team\":\"red\"}", "without blanks"},
          {"\"labels\":{\"my\u00a0team\":\"red\"}", "without blanks"},
          {"\"readUser\":\"user-abcdefghijkl\"", "readUser: left out"},
          {"\"shutdown\":\"Restart\"", "shutdown: Stop"},
          {"\"region\":\"MOON\"", "region: LOCAL"},
          {"\"timeout\":\"3600\"", "timeout: a whole number, without quotes"},
          {"\"unsecureHttp\":\"no\"", "unsecureHttp: true or false, without quotes"},
          {"\"resources\":{\"cpu\":\"two\"}", "resources.cpu: a whole number"},
          {"\"resources\":{\"cpu\":-1}", "1 or more; 0 leaves it open"},
        }) {
      var answer =
          operator.post("/v1/job", "{\"image\":\"host\",\"command\":[\"x\"]," + wrong[0] + "}");
      assertThat(answer.status()).as(wrong[0]).isEqualTo(400);
      assertThat(answer.json().get("message").asString()).contains(wrong[1]);
    }
  }

  @Test
  void whatClientsSayByHabitIsTaken() {
    for (String usual :
        List.of(
            "\"region\":\"GRA\",\"shutdown\":\"Stop\",\"timeout\":0,\"readUser\":null",
            "\"region\":\"local\",\"resources\":{\"cpu\":0,\"gpu\":0}",
            "\"region\":\"US-EAST-VA\",\"partnerId\":null",
            "\"name\":\"Öl + Eis\"",
            "\"name\":\"Training (v2.1) @night\",\"labels\":{\"team\":\"the red one\"}",
            "\"name\":\"" + "a".repeat(128) + "\"")) {
      var made = operator.post("/v1/job", "{\"image\":\"host\",\"command\":[\"x\"]," + usual + "}");
      assertThat(made.status()).as(usual + made.body()).isEqualTo(200);
    }
  }

  @Test
  void whatCannotBeScaledByIsRefusedWithTheFieldAndTheRule() {
    for (String[] wrong :
        new String[][] {
          {"{\"automatic\":{}}", "replicasMax: 1 to 10"},
          {"{\"automatic\":{\"replicasMax\":11,\"resourceType\":\"CPU\"}}", "replicasMax: 1 to 10"},
          {"{\"automatic\":{\"replicasMax\":2}}", "resourceType: CPU or RAM"},
          {
            "{\"automatic\":{\"replicasMin\":3,\"replicasMax\":2,\"resourceType\":\"RAM\"}}",
            "replicasMin: 0 to replicasMax"
          },
          {"{\"automatic\":{\"replicasMax\":2,\"resourceType\":\"GPU\"}}", "one of CPU, RAM"},
          {"{\"automatic\":{\"replicasMax\":2,\"averageUsageTarget\":101}}", "1 to 100"},
          {
            "{\"automatic\":{\"replicasMax\":2,\"resourceType\":\"CPU\","
                + "\"cooldownPeriodSeconds\":3601}}",
            "0 to 3600"
          },
          {"{\"fixed\":{\"replicas\":1},\"automatic\":{\"replicasMax\":2}}", "not both"},
          {
            "{\"automatic\":{\"replicasMax\":2,\"customMetrics\":{\"apiUrl\":\"file:///x\","
                + "\"valueLocation\":\"a\",\"targetValue\":1}}}",
            "apiUrl: http://<SELF>"
          },
          {
            "{\"automatic\":{\"replicasMax\":2,\"customMetrics\":{\"apiUrl\":"
                + "\"http://x/<SELF>\",\"valueLocation\":\"a\",\"targetValue\":1}}}",
            "apiUrl: http://<SELF>"
          },
          {
            "{\"automatic\":{\"replicasMax\":2,\"customMetrics\":{\"apiUrl\":\"http://x/\","
                + "\"valueLocation\":\"a\",\"targetValue\":0}}}",
            "targetValue: a number above 0"
          },
        }) {
      var answer =
          operator.post(
              "/v1/app",
              "{\"image\":\"host\",\"command\":[\"x\"],\"scalingStrategy\":" + wrong[0] + "}");
      assertThat(answer.status()).as(wrong[0]).isEqualTo(400);
      assertThat(answer.json().get("message").asString()).contains(wrong[1]);
    }
  }

  @Test
  void resourcesAndTheGrpcPortOfAnAppAreChangedWithinWhatThereIs() {
    String id = app(",\"resources\":{\"cpu\":1}");
    house.reconciler.step();

    JsonNode changed = checked(operator.put("/v1/app/" + id, "{\"cpu\":2,\"grpcPort\":50051}"));

    assertThat(changed.at("/spec/resources/cpu").asInt()).isEqualTo(2);
    assertThat(changed.at("/spec/grpcPort").asInt()).isEqualTo(50_051);
    assertThat(operator.put("/v1/app/" + id, "{\"cpu\":99}").status()).isEqualTo(402);
    assertThat(operator.put("/v1/app/" + id, "{\"cpu\":-1}").status()).isEqualTo(400);
    assertThat(operator.put("/v1/app/" + id, "{\"grpcPort\":70000}").status()).isEqualTo(400);
    assertThat(operator.put("/v1/app/" + id, "{\"flavor\":\"x\"}").status()).isEqualTo(400);
    JsonNode none = checked(operator.put("/v1/app/" + id, "{\"grpcPort\":0}"));
    assertThat(none.at("/spec").has("grpcPort")).isFalse();
    assertThat(none.at("/spec/resources/cpu").asInt()).isEqualTo(2);
  }

  @Test
  void theCommandForAnAppThatScalesSaysHow() {
    var line =
        operator.post(
            "/v1/app/command",
            "{\"image\":\"host\",\"command\":[\"x\"],\"scalingStrategy\":" + AUTOMATIC + "}");

    assertThat(checked(line).get("command").asString())
        .contains("--auto-min-replicas 0 --auto-max-replicas 5 --auto-resource-type CPU")
        .contains("--auto-resource-usage-threshold 60")
        .contains("--auto-cooldown-period-seconds 7 --auto-custom-api-url 'http://<SELF>:9/q'")
        .doesNotContain("stabilization");
  }

  @Test
  void changesAnswer204AndWrongStates400WithASentence() {
    String id = checked(operator.post("/v1/job", JOB)).get("id").asString();
    house.reconciler.step();
    var start = operator.put("/v1/job/" + id + "/start", "");
    assertThat(start.status()).isEqualTo(400);
    assertThat(start.json().get("message").asString()).contains("is RUNNING");
    assertThat(operator.delete("/v1/job/" + id).status()).isEqualTo(400);

    assertThat(operator.put("/v1/job/" + id, "{\"timeout\":60}").status()).isEqualTo(204);
    assertThat(
            operator.put("/v1/job/" + id + "/label", "{\"name\":\"a\",\"value\":\"b\"}").status())
        .isEqualTo(204);
    JsonNode job = checked(operator.get("/v1/job/" + id));
    assertThat(job.at("/spec/timeout").asInt()).isEqualTo(60);
    assertThat(job.at("/status/timeoutAt").isString()).isTrue();
    assertThat(job.at("/spec/labels/a").asString()).isEqualTo("b");
    assertThat(operator.put("/v1/job/" + id + "/label", "{\"name\":\"a\"}").status())
        .isEqualTo(204);
    assertThat(checked(operator.get("/v1/job/" + id)).at("/spec/labels").has("a")).isFalse();
    assertThat(operator.put("/v1/job/" + id + "/kill", "").status()).isEqualTo(204);
    house.reconciler.step();
    house.reconciler.step();
    assertThat(operator.put("/v1/job/" + id + "/kill", "").status()).isEqualTo(400);
    assertThat(operator.put("/v1/job/" + id + "/start", "").status()).isEqualTo(204);
    var gone = operator.delete("/v1/job/" + id + "?force=true");
    assertThat(gone.status()).isEqualTo(204);
    assertThat(gone.body()).isEmpty();
    assertThat(checked(operator.get("/v1/job/" + id)).at("/spec/deletionRequested").asBoolean())
        .isTrue();
    house.reconciler.step();
    assertThat(operator.get("/v1/job/" + id).status()).isEqualTo(404);
  }

  @Test
  void aListHasPagesFiltersAndAnOrder() {
    for (String name : List.of("c", "a", "b")) {
      checked(
          operator.post(
              "/v1/job",
              "{\"image\":\"host\",\"command\":[\"x\"],\"name\":\""
                  + name
                  + "\","
                  + "\"labels\":{\"letter\":\""
                  + name
                  + "\"}}"));
    }

    JsonNode first =
        checked(operator.get("/v1/job?page=1&size=2&sort=spec.name&state=X&labels=a%3Db"));

    assertThat(names(first)).containsExactly("a", "b");
    assertThat(first.at("/metadata/currentPage").asInt()).isEqualTo(1);
    assertThat(first.at("/metadata/pageCount").asInt()).isEqualTo(2);
    assertThat(first.at("/metadata/total").asInt()).isEqualTo(3);
    JsonNode second = checked(operator.get(first.at("/metadata/links/next").asString()));
    assertThat(names(second)).containsExactly("c");
    assertThat(second.at("/metadata/links").isObject()).isTrue();
    assertThat(second.at("/metadata/links").has("next")).isFalse();
    assertThat(names(checked(operator.get("/v1/job?labelSelector=letter%3Db"))))
        .containsExactly("b");
    assertThat(names(checked(operator.get("/v1/job?statusState=DONE&statusState=FAILED"))))
        .isEmpty();
    assertThat(names(checked(operator.get("/v1/job?userName=nobody")))).isEmpty();
    assertThat(names(checked(operator.get("/v1/job?updatedAfter=1")))).hasSize(3);
    assertThat(names(checked(operator.get("/v1/job?updatedBefore=1")))).isEmpty();
    assertThat(names(checked(operator.get("/v1/job")))).containsExactly("b", "a", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=-1",
        "page=0",
        "page=x",
        "size=0",
        "size=100000",
        "sort=secret",
        "order=up",
        "statusState=HAPPY",
        "labelSelector=x",
        "updatedAfter=soon"
      })
  void aBadParameterIsNamed(String query) {
    var answer = operator.get("/v1/job?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("message").asString())
        .startsWith(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|image",
        "{\"image\":\"https://No.such/Name\",\"command\":[\"x\"]}|400|oci:NAME",
        "{\"image\":\"host\"}|400|command",
        "{\"image\":\"host\",\"command\":[null]}|400|command",
        "{\"image\":\"host\",\"command\":[\"x\"],\"defaultHttpPort\":0}|400|defaultHttpPort",
        "{\"image\":\"host\",\"command\":[\"x\"],\"timeout\":-1}|400|timeout",
        "{\"image\":\"host\",\"command\":[\"x\"],\"timeout\":9999999999999}|400|timeout",
        "{\"image\":\"host\",\"command\":[\"x\"],\"envVars\":[{\"value\":\"v\"}]}|400|envVars",
        "{\"image\":\"host\",\"command\":[\"x\"],\"envVars\":[null]}|400|envVars",
        "{\"image\":\"host\",\"command\":[\"x\"],\"envVars\":[{\"name\":\"1\"}]}|400|envVars",
        "{\"image\":\"host\",\"command\":[\"x\"],\"labels\":{\"a\":null}}|400|labels",
        "{\"image\":\"host\",\"command\":[\"x\"],\"labels\":{\"ovh/id\":\"x\"}}|400|ovh/",
        "{\"image\":\"host\",\"command\":[\"x\"],\"resources\":{\"cpu\":5}}|402|4 CPUs",
        "{\"image\":\"host\",\"command\":[\"x\"],\"resources\":{\"gpu\":1}}|402|GPU",
        "{\"image\":\"host\",\"command\":[\"x\"],\"resources\":{\"flavor\":\"h100\"}}|400|flavor",
        "{\"image\":\"host\",\"command\":[\"x\"],\"volumes\":[{}]}|400|one source",
        "{\"image\":\"host\",\"command\":[\"x\"],\"sshPublicKeys\":[\"k\"]}|400|sshPublicKeys",
        "{\"image\":\"host\"|400|JSON"
      })
  void whatCannotBeMadeIsRefusedAndNothingIsMade(String body, int status, String says) {
    var answer = operator.post("/v1/job", body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("message").asString()).contains(says);
    assertThat(house.store.all()).isEmpty();
  }

  @Test
  void aReaderSeesNoValuesAndChangesNothing() {
    String id = checked(operator.post("/v1/job", JOB)).get("id").asString();
    HttpSession reader = house.as("reader", RoleName.AI_TRAINING_READ);

    JsonNode seen = checked(reader.get("/v1/job/" + id));

    assertThat(seen.at("/spec/envVars/0/name").asString()).isEqualTo("SECRET");
    assertThat(seen.at("/spec/envVars/0/value").asString()).isEmpty();
    assertThat(reader.get("/v1/job").body()).doesNotContain("s3cr3t");
    for (var refused :
        List.of(
            reader.post("/v1/job", JOB),
            reader.put("/v1/job/" + id + "/kill", ""),
            reader.put("/v1/job/" + id + "/start", ""),
            reader.delete("/v1/job/" + id + "?force=true"))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().get("message").asString()).contains("AI Training Operator");
    }
    assertThat(house.installation.http().get("/v1/job").status()).isEqualTo(401);
  }

  @Test
  void anIdThatIsNoneIsTold() {
    assertThat(operator.get("/v1/job/nonsense").status()).isEqualTo(400);
    assertThat(operator.get("/v1/job/3f0c1a52-0000-4000-8000-000000000000").status())
        .isEqualTo(404);
  }

  @Test
  void theSameCanBeAskedForOnACommandLine() {
    JsonNode command =
        checked(
            operator.post(
                "/v1/job/command",
                "{\"image\":\"host\",\"name\":\"my job\",\"resources\":{\"cpu\":2},"
                    + "\"command\":[\"python3\",\"-c\",\"print('a')\"],\"timeout\":60}"));

    assertThat(command.get("command").asString())
        .isEqualTo(
            "gatehouse job run host --name 'my job' --cpu 2 --timeout 60s -- python3 -c"
                + " 'print('\\''a'\\'')'");
    assertThat(house.store.all()).isEmpty();
  }

  @Test
  void aCommandLineSaysTheProbeOfAnAppAndRefusesWhatItHasNoWordsFor() {
    String app =
        "{\"image\":\"alpine\",\"probe\":{\"path\":\"/up\",\"port\":9000},"
            + "\"scalingStrategy\":{\"fixed\":{\"replicas\":3}}%s}";

    assertThat(
            checked(operator.post("/v1/app/command", app.formatted(""))).get("command").asString())
        .isEqualTo("gatehouse app run alpine --replicas 3 --probe-path /up --probe-port 9000");
    for (String more :
        List.of(
            ",\"livenessProbe\":{\"path\":\"/alive\"}",
            ",\"deploymentStrategy\":{\"maxSurge\":\"1\"}")) {
      var answer = operator.post("/v1/app/command", app.formatted(more));
      assertThat(answer.status()).as(more).isEqualTo(400);
      assertThat(answer.json().get("message").asString()).contains("command line has no words");
    }
  }

  private static List<String> names(JsonNode list) {
    var names = new ArrayList<String>();
    list.get("items").forEach(item -> names.add(item.at("/spec/name").asString()));
    return names;
  }
}
