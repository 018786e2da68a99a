package gatehouse.doors.api.ai;

import static gatehouse.doors.api.ai.Nulls.checked;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.RoleName;
import gatehouse.core.administration.Actor;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Secret;
import gatehouse.core.volume.DataStoreWords;
import gatehouse.core.volume.StoreKind;
import gatehouse.doors.web.HttpSession;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Volumes apart from workloads, and workloads that attach them. */
class VolumeApiTest {
  private static final String BUCKET =
      "{\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\"train\",\"prefix\":\"set\"}}";

  private final AiHouse house = new AiHouse();
  private final HttpSession operator = house.operator();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aVolumeIsMadeToldAndForgotten() {
    JsonNode made = checked(operator.post("/v1/volume", BUCKET));
    String one = "/v1/volume/" + made.get("id").asString();

    assertThat(made.propertyNames())
        .containsExactlyInAnyOrder("id", "createdAt", "updatedAt", "user", "cache", "dataStore");
    assertThat(made.at("/dataStore/prefix").asString()).isEqualTo("set/");
    assertThat(made.get("cache").asBoolean()).isTrue();
    assertThat(made.get("user").asString()).isEqualTo("operator");
    assertThat(checked(operator.get(one))).isEqualTo(made);
    JsonNode list = checked(operator.get("/v1/volume?statusState=RUNNING&ReadLock=true"));
    assertThat(list.get("items").values()).containsExactly(made);
    assertThat(list.at("/metadata/total").asInt()).isEqualTo(1);

    assertThat(operator.delete(one).status()).isEqualTo(204);
    assertThat(operator.get(one).status()).isEqualTo(404);
    assertThat(operator.delete(one).status()).isEqualTo(404);
    assertThat(house.volumeBook.audited)
        .extracting(AuditLine::action)
        .containsExactly("volume.create", "volume.delete");
  }

  @Test
  void aGitRepositoryIsNeverShared() {
    JsonNode made =
        checked(
            operator.post(
                "/v1/volume",
                "{\"cache\":true,\"publicGit\":{\"url\":\"https://git.example/x.git\"}}"));

    assertThat(made.get("cache").asBoolean()).isFalse();
    assertThat(made.at("/publicGit/url").asString()).isEqualTo("https://git.example/x.git");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"standalone\":{}}",
        "{\"dataStore\":{\"alias\":\"LOCAL\"}}",
        "{\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\"UPPER\"}}",
        "{\"publicGit\":{\"url\":\"https://ann:pw@git.example/x.git\"}}",
        "{\"publicGit\":{\"url\":\"https://git.example/x.git\"},"
            + "\"dataStore\":{\"alias\":\"LOCAL\",\"container\":\"train\"}}"
      })
  void whatIsNoVolumeIsRefusedInWords(String body) {
    var answer = operator.post("/v1/volume", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("message").asString()).isNotBlank();
    assertThat(house.volumeBook.list(house.installation.project)).isEmpty();
  }

  @Test
  void theNewestComeFirstUnlessAskedOtherwise() {
    String first = checked(operator.post("/v1/volume", BUCKET)).get("id").asString();
    JsonNode later = checked(operator.post("/v1/volume", BUCKET));
    String second = later.get("id").asString();

    assertThat(ids("")).containsExactly(second, first);
    assertThat(ids("?order=asc")).containsExactly(first, second);
    assertThat(ids("?size=1&page=2")).containsExactly(first);
    assertThat(ids("?updatedBefore=" + later.get("updatedAt").asString())).containsExactly(first);
  }

  private List<String> ids(String query) {
    return checked(operator.get("/v1/volume" + query)).get("items").values().stream()
        .map(one -> one.get("id").asString())
        .toList();
  }

  @Test
  void onlyWhoMayLaunchKeepsVolumes() {
    String id = checked(operator.post("/v1/volume", BUCKET)).get("id").asString();
    for (RoleName role : List.of(RoleName.AI_TRAINING_READ, RoleName.OBJECTSTORE_OPERATOR)) {
      HttpSession other = house.as("other-" + role.value().substring(0, 3), role);
      assertThat(other.get("/v1/volume").status()).isEqualTo(403);
      assertThat(other.post("/v1/volume", BUCKET).status()).isEqualTo(403);
      assertThat(other.delete("/v1/volume/" + id).status()).isEqualTo(403);
    }
    assertThat(house.installation.http().get("/v1/volume").status()).isEqualTo(401);
  }

  @Test
  void aWorkloadAttachesOneByItsId() {
    String id = checked(operator.post("/v1/volume", BUCKET)).get("id").asString();

    JsonNode job =
        checked(
            operator.post(
                "/v1/job",
                "{\"image\":\"host\",\"command\":[\"x\"],\"volumes\":[{\"userVolumeId\":\""
                    + id
                    + "\",\"mountPath\":\"/data\",\"permission\":\"RO\"}]}"));

    assertThat(operator.delete("/v1/volume/" + id).status()).isEqualTo(204);
    JsonNode read = checked(operator.get("/v1/job/" + job.get("id").asString()));
    assertThat(read.at("/spec/volumes/0/dataStore/container").asString()).isEqualTo("train");
    assertThat(read.at("/spec/volumes/0/dataStore/prefix").asString()).isEqualTo("set/");
    assertThat(read.at("/spec/volumes/0/cache").asBoolean()).isTrue();
    assertThat(read.at("/status/volumes/0/userVolumeId").asString()).isEqualTo(id);
    assertThat(read.at("/status/volumes/0/mountPath").asString()).isEqualTo("/data");
  }

  @Test
  void targetsAndArchivesAreToldInBothShapes() {
    String body =
        "{\"image\":\"host\",\"command\":[\"x\"],\"volumes\":[{\"mountPath\":\"/data\","
            + "\"permission\":\"%s\",\"volumeSource\":{\"dataStore\":{\"alias\":\"LOCAL\","
            + "\"container\":\"train\",\"archive\":\"%s\"}},\"volumeTarget\":"
            + "{\"targetDataStore\":{\"alias\":\"LOCAL\",\"container\":\"results\"}}}]}";

    JsonNode volume =
        checked(operator.post("/v1/job", body.formatted("RW", "set.tar.gz"))).at("/spec/volumes/0");
    var readOnly = operator.post("/v1/job", body.formatted("RO", "set.tar.gz"));
    var noArchive = operator.post("/v1/job", body.formatted("RW", "set.zip"));
    var inWords = operator.post("/v1/job/command", body.formatted("RW", "set.tar"));

    assertThat(volume.at("/dataStore/archive").asString()).isEqualTo("set.tar.gz");
    assertThat(volume.at("/targetDataStore/container").asString()).isEqualTo("results");
    assertThat(volume.at("/volumeTarget/targetDataStore")).isEqualTo(volume.get("targetDataStore"));
    assertThat(readOnly.status()).isEqualTo(400);
    assertThat(noArchive.status()).isEqualTo(400);
    assertThat(inWords.status()).isEqualTo(400);
  }

  @Test
  void theOlderWordsForContainersOfSwiftAreUnderstood() {
    String body =
        "{\"image\":\"host\",\"command\":[\"x\"],\"volumes\":[{\"mountPath\":\"/data\","
            + "\"permission\":\"RW\",%s}]}";
    String swift = "{\"container\":\"train\",\"region\":\"GRA\",\"prefix\":\"set\"}";
    String open = "{\"url\":\"https://swift.example/v1/AUTH_x/open/\"}";

    JsonNode flat = volume(body.formatted("\"privateSwift\":" + swift));
    JsonNode below = volume(body.formatted("\"volumeSource\":{\"privateSwift\":" + swift + "}"));
    JsonNode both =
        volume(body.formatted("\"publicSwift\":" + open + ",\"targetPrivateSwift\":" + swift));
    var two =
        operator.post(
            "/v1/job", body.formatted("\"publicSwift\":" + open + ",\"privateSwift\":" + swift));
    var nowhere = operator.post("/v1/job", body.formatted("\"privateSwift\":{}"));
    var file =
        operator.post(
            "/v1/job", body.formatted("\"publicSwift\":{\"url\":\"file:///etc/passwd\"}"));

    assertThat(flat.at("/dataStore/alias").asString()).isEqualTo("GRA");
    assertThat(flat.at("/dataStore/prefix").asString()).isEqualTo("set/");
    assertThat(below.get("dataStore")).isEqualTo(flat.get("dataStore"));
    assertThat(both.at("/publicSwift/url").asString())
        .isEqualTo("https://swift.example/v1/AUTH_x/open");
    assertThat(both.at("/targetDataStore/alias").asString()).isEqualTo("GRA");
    assertThat(two.status()).isEqualTo(400);
    assertThat(nowhere.status()).isEqualTo(400);
    assertThat(file.status()).isEqualTo(400);
  }

  private JsonNode volume(String job) {
    return checked(operator.post("/v1/job", job)).at("/spec/volumes/0");
  }

  @Test
  void whatNobodyKeptIsNotAttached() {
    String job =
        "{\"image\":\"host\",\"command\":[\"x\"],\"volumes\":[{\"mountPath\":\"/data\","
            + "\"userVolumeId\":\"%s\"%s}]}";
    String id = checked(operator.post("/v1/volume", BUCKET)).get("id").asString();

    var unknown =
        operator.post("/v1/job", job.formatted("3f0c1a52-0000-4000-8000-000000000000", ""));
    var noId = operator.post("/v1/job", job.formatted("x", ""));
    var both = operator.post("/v1/job", job.formatted(id, ",\"standalone\":{}"));

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(noId.status()).isEqualTo(400);
    assertThat(both.status()).isEqualTo(400);
  }

  @Test
  void aRepositoryInADataStoreIsTakenByItsPath() {
    var admin = new Actor(house.installation.caller(house.installation.adminBearer()), "192.0.2.1");
    house.stores.add(
        admin,
        house.installation.project,
        "CODE",
        StoreKind.GIT_PASSWORD,
        new DataStoreWords(
            URI.create("https://git.example/scm"), null, "ann", null, new Secret("pw")));
    String body = "{\"dataStore\":{\"alias\":\"%s\",\"container\":\"%s\"}}";

    JsonNode made = checked(operator.post("/v1/volume", body.formatted("code", "team/tools.git")));
    var outside = operator.post("/v1/volume", body.formatted("code", "../x.git"));
    JsonNode bucket = checked(operator.post("/v1/volume", body.formatted("OTHER", "tools.git")));

    assertThat(made.at("/dataStore/container").asString()).isEqualTo("team/tools.git");
    assertThat(made.get("cache").asBoolean()).isFalse();
    assertThat(outside.status()).isEqualTo(400);
    assertThat(bucket.get("cache").asBoolean()).isTrue();
  }
}
