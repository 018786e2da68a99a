package gatehouse.doors.api.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Role;
import gatehouse.core.access.RoleName;
import gatehouse.core.identity.Secret;
import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.Installation;
import gatehouse.doors.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CloudApiTest {
  private static final Role OPERATOR = BuiltInRoles.named(RoleName.AI_TRAINING_OPERATOR);
  private static final Role READER = BuiltInRoles.named(RoleName.AI_TRAINING_READ);

  private final Installation installation = Doors.open();
  private HttpSession anybody;
  private HttpSession admin;
  private String project;
  private String users;

  @BeforeEach
  void signIn() {
    anybody = installation.http();
    admin = anybody.as(installation.adminBearer());
    project = "/1.0/cloud/project/" + installation.project;
    users = project + "/user";
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private JsonNode made(String body) {
    var answer = admin.post(users, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void aUserIsMadeWithTheUnionOfRoleAndRoles() {
    JsonNode made =
        made(
            "{\"description\":\"Marie\",\"role\":\"ai_training_read\",\"roles\":[\"objectstore_operator\",\"ai_training_read\"],\"more\":1}");

    assertThat(made.get("id").isInt()).isTrue();
    assertThat(made.get("username").asString()).matches("user-[A-Za-z0-9]{12}");
    assertThat(made.get("password").asString()).matches("[A-Za-z0-9]{32}");
    assertThat(made.get("openstackId").asString()).matches("[0-9a-f]{32}");
    assertThat(made.get("status").asString()).isEqualTo("ok");
    assertThat(made.get("creationDate").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
    assertThat(made.get("roles").size()).isEqualTo(2);
    assertThat(made.get("roles").get(0).propertyNames())
        .containsExactlyInAnyOrder("id", "name", "description", "permissions");
  }

  @Test
  void theDescriptionMayBeAbsentAndThereIsNoDefaultRole() {
    for (String body : List.of("", "{}", "{\"description\":null,\"roles\":null,\"role\":null}")) {
      JsonNode made = made(body);
      assertThat(made.get("description").asString()).isEmpty();
      assertThat(made.get("roles").isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"description\":\"\"}",
        "{\"description\":\"a\\u0000b\"}",
        "{\"description\":[]}",
        "{\"role\":\"admin\"}",
        "{\"role\":\"NOT A ROLE\"}",
        "{\"roles\":[\"ai_training_read\",\"ai_training_read\"]}",
        "{\"roles\":[null]}",
        "{\"roles\":\"ai_training_read\"}",
        "[\"ai_training_read\"]",
        "{\"description\":\"cut in h",
      })
  void whatIsNoUserIsRefused(String body) {
    var answer = admin.post(users, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("class").asString()).isEqualTo("Client::BadRequest");
    assertThat(admin.get(users).body()).isEqualTo("[]");
  }

  @Test
  void thePasswordIsShownWhenItIsMadeAndNeverAgain() {
    int id = made("{\"description\":\"Marie\"}").get("id").asInt();

    assertThat(admin.get(users + "/" + id).json().has("password")).isFalse();
    assertThat(admin.get(users).json().get(0).has("password")).isFalse();
    var renewed = admin.post(users + "/" + id + "/regeneratePassword", "").json();
    assertThat(renewed.get("id").asInt()).isEqualTo(id);
    assertThat(renewed.get("password").asString()).hasSize(32);
  }

  @Test
  void aDeletedUserIsGoneAtOnce() {
    int id = made("{}").get("id").asInt();

    assertThat(admin.delete(users + "/" + id).body()).isEqualTo("null");
    var gone = admin.get(users + "/" + id);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().get("class").asString()).isEqualTo("Client::NotFound");
    assertThat(admin.delete(users + "/" + id).status()).isEqualTo(404);
    assertThat(admin.get(users + "/x").status()).isEqualTo(404);
  }

  @Test
  void bothNamesOfTheApiAndTrailingSlashesAnswer() {
    String v1 = users.replace("/1.0/", "/v1/");

    assertThat(admin.post(users + "/", "{\"description\":\"panel\"}").status()).isEqualTo(200);
    assertThat(admin.get(v1).json().size()).isEqualTo(1);
    assertThat(admin.get("/v1/auth/time").json().isInt()).isTrue();
    assertThat(admin.get("/1.0/me/").status()).isEqualTo(200);
    assertThat(admin.get("/v1/me/api/application").status()).isEqualTo(404);
  }

  @Test
  void rolesAreGivenByIdReplacedAndTakenAway() {
    int id = made("{\"role\":\"ai_training_read\"}").get("id").asInt();
    String roles = users + "/" + id + "/role";

    assertThat(admin.get(roles).json().get(0).get("id").asString()).isEqualTo(READER.id());
    assertThat(admin.get(roles + "/" + READER.id()).json().get("name").asString())
        .isEqualTo("ai_training_read");
    var added = admin.post(roles, "{\"roleId\":\"" + OPERATOR.id() + "\"}");
    assertThat(added.json().get("roles").size()).isEqualTo(2);
    assertThat(admin.post(roles, "{\"roleId\":\"" + OPERATOR.id() + "\"}").status()).isEqualTo(409);
    assertThat(admin.post(roles, "{}").status()).isEqualTo(400);
    assertThat(admin.post(roles, "{\"roleId\":\"nonsense\"}").status()).isEqualTo(400);
    assertThat(admin.delete(roles + "/" + READER.id()).body()).isEqualTo("null");
    assertThat(admin.delete(roles + "/" + READER.id()).status()).isEqualTo(404);
    assertThat(admin.get(roles + "/" + READER.id()).status()).isEqualTo(404);
    var emptied = admin.put(roles, "{\"rolesIds\":[]}");
    assertThat(emptied.status()).isEqualTo(200);
    assertThat(emptied.json().get("roles").isEmpty()).isTrue();
    assertThat(admin.get(users + "/" + id).json().get("status").asString()).isEqualTo("ok");
    assertThat(admin.put(roles, "{}").status()).isEqualTo(400);
  }

  @Test
  void theCatalogueIsAnObjectOfAllRolesAndServices() {
    var catalogue = admin.get(project + "/role").json();

    assertThat(catalogue.get("roles").size()).isEqualTo(18);
    var training =
        catalogue
            .get("services")
            .valueStream()
            .filter(service -> service.get("name").asString().equals("AI Training"))
            .findFirst()
            .orElseThrow();
    var stop =
        training
            .get("permissions")
            .valueStream()
            .filter(permission -> permission.get("label").asString().equals("stop jobs"))
            .findFirst()
            .orElseThrow();
    assertThat(stop.get("roles").toString()).contains(OPERATOR.id()).doesNotContain(READER.id());
  }

  @Test
  void aPageOfUsersIsAskedForByHeaders() {
    for (int i = 0; i < 5; i++) {
      made("{\"description\":\"user " + i + "\"}");
    }
    var paged =
        admin
            .with("x-pagination-mode", "CachedObjectList-Pages")
            .with("x-pagination-number", "2")
            .with("x-pagination-size", "2")
            .with("x-pagination-sort", "description")
            .with("x-pagination-sort-order", "DESC")
            .get(users);

    assertThat(paged.header("x-pagination-elements")).isEqualTo("5");
    assertThat(paged.json().get(0).get("description").asString()).isEqualTo("user 2");
    assertThat(paged.json().size()).isEqualTo(2);
    var all = admin.get(users);
    assertThat(all.json().size()).isEqualTo(5);
    assertThat(all.header("X-Pagination-Cursor-Next")).isEmpty();
    for (String bad : List.of("-1", "0", "x")) {
      var answer =
          admin
              .with("x-pagination-mode", "CachedObjectList-Pages")
              .with("x-pagination-number", bad)
              .get(users);
      assertThat(answer.status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void theListOfUsersIsFilteredAsTheModelsPanelAsks() {
    for (int i = 0; i < 3; i++) {
      made("{\"description\":\"Team " + i + "\"}");
    }
    var like = admin.with("x-pagination-filter", "description:like=%25team 1%25").get(users);
    assertThat(like.json().size()).isEqualTo(1);
    assertThat(like.header("x-pagination-elements")).isEqualTo("1");

    var paged =
        admin
            .with("x-pagination-mode", "CachedObjectList-Pages")
            .with("x-pagination-size", "1")
            .with("x-pagination-number", "2")
            .with("x-pagination-sort", "description")
            .with("x-pagination-filter", "description:in=Team 0,Team 2&status:eq=ok")
            .get(users);
    assertThat(paged.header("x-pagination-elements")).isEqualTo("2");
    assertThat(paged.json().get(0).get("description").asString()).isEqualTo("Team 2");

    for (String bad : List.of("description", "secret:eq=1", "id:near=1")) {
      assertThat(admin.with("x-pagination-filter", bad).get(users).status()).isEqualTo(400);
    }
  }

  @Test
  void aUserProvesThePasswordForAToken() {
    JsonNode made = made("{\"role\":\"ai_training_read\"}");
    String path = users + "/" + made.get("id").asInt() + "/token";

    var token =
        admin.post(path, "{\"password\":\"" + made.get("password").asString() + "\"}").json();

    assertThat(token.propertyNames()).containsExactly("X-Auth-Token", "token");
    assertThat(token.get("token").get("user").get("domain").get("name").asString())
        .isEqualTo("Default");
    assertThat(token.get("token").get("catalog").get(0).get("endpoints").get(0).has("region_id"))
        .isTrue();
    var bearer = anybody.as(new Secret(token.get("X-Auth-Token").asString()));
    assertThat(bearer.get("/1.0/auth/details").json().get("user").asString())
        .isEqualTo(made.get("username").asString());
    assertThat(admin.post(path, "{\"password\":\"wrong\"}").status()).isEqualTo(401);
    assertThat(admin.post(path, "{}").status()).isEqualTo(400);
  }

  @Test
  void theOpenrcFileHasWhatClientsReadOutOfIt() {
    int id = made("{}").get("id").asInt();

    String content =
        admin
            .get(users + "/" + id + "/openrc?region=to_be_overriden")
            .json()
            .get("content")
            .asString();

    assertThat(Pattern.compile("export OS_AUTH_URL=(\\S+)").matcher(content).results().count())
        .isEqualTo(1);
    assertThat(content).containsPattern("OS_AUTH_URL=http://[^\"\\s]+/v3\n");
    assertThat(content).containsPattern("OS_TENANT_ID=\"?([0-9a-f]{32})\"?\n");
    assertThat(content).containsPattern("OS_TENANT_NAME=\"?([0-9]{16})\"?\n");
    assertThat(content).containsPattern("OS_USERNAME=\"?user-");
    assertThat(content)
        .as("a region that is not here could not be used")
        .contains("\n# This installation has one region, not to_be_overriden.\n")
        .contains("OS_REGION_NAME=\"local\"");
    assertThat(content).contains("\nexport AWS_ENDPOINT_URL_S3=http://s3.localhost:9000\n");
    assertThat(admin.get(users + "/" + id + "/openrc").status()).isEqualTo(400);
    assertThat(admin.get(users + "/" + id + "/openrc?region=%24(id)").status()).isEqualTo(400);
    assertThat(admin.get(users + "/" + id + "/openrc?region=a&version=v9").status()).isEqualTo(400);
    assertThat(admin.with("X-Forwarded-Host", "a$(id)").get(users + "/" + id + "/openrc?region=a"))
        .extracting(HttpSession.Answer::status)
        .isEqualTo(400);
  }

  @Test
  void projectsAndTheirOneRegionAreShown() {
    assertThat(admin.get("/1.0/cloud/project").json().get(0).asString())
        .isEqualTo(installation.project.value());
    var shown = admin.get(project).json();
    assertThat(shown.get("project_id").asString()).isEqualTo(installation.project.value());
    assertThat(shown.get("iam").get("urn").asString())
        .isEqualTo("urn:v1:eu:resource:publicCloudProject:" + installation.project);
    assertThat(shown.get("iam").get("tags").isObject()).isTrue();
    assertThat(admin.put(project, "{\"description\":\"Lab\"}").body()).isEqualTo("null");
    assertThat(admin.get(project).json().get("description").asString()).isEqualTo("Lab");
    assertThat(admin.get(project + "/region").json().get(0).asString()).isEqualTo("local");
    assertThat(admin.get(project + "/region/local").json().get("status").asString())
        .isEqualTo("UP");
    assertThat(admin.get(project + "/region/mars").status()).isEqualTo(404);
    var unknown = admin.get("/1.0/cloud/project/" + "0".repeat(32));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().get("message").asString()).isEqualTo("This service does not exist");
  }

  @Test
  void workloadsAreAuthorised() {
    assertThat(admin.post(project + "/ai/authorization", "").body()).isEqualTo("null");
    assertThat(admin.get(project + "/ai/authorization").body()).isEqualTo("{\"authorized\":true}");
  }

  @Test
  void tokensAreMadeRenewedAndDeleted() {
    String tokens = project + "/ai/token";
    var made =
        admin
            .post(
                tokens,
                "{\"name\":\"ci\",\"role\":\"ai_training_operator\",\"labelSelector\":\"team=a\",\"region\":\"GRA\"}")
            .json();
    String one = tokens + "/" + made.get("id").asString();

    assertThat(made.get("status").get("value").asString()).startsWith("ght_");
    assertThat(admin.get(one).json().get("status").get("value").isNull()).isTrue();
    assertThat(admin.get(tokens).json().get(0).get("spec").get("labelSelector").asString())
        .isEqualTo("team=a");
    var renewed = admin.post(one + "/renew", "").json();
    assertThat(renewed.get("status").get("version").asInt()).isEqualTo(2);
    var old = anybody.as(new Secret(made.get("status").get("value").asString()));
    assertThat(old.get("/1.0/auth/details").status()).isEqualTo(401);
    assertThat(admin.delete(one).body()).isEqualTo("null");
    assertThat(admin.get(one).status()).isEqualTo(404);
    assertThat(admin.get(tokens + "/nonsense").status()).isEqualTo(404);
    assertThat(admin.post(tokens, "{\"name\":\"x\",\"role\":\"administrator\"}").status())
        .isEqualTo(400);
  }

  @Test
  void aConfigurationFileSetsClientsOfAwsUpWithTheNewestKey() {
    String one = users + "/" + made("{\"roles\":[\"objectstore_operator\"]}").get("id").asInt();
    String key = admin.post(one + "/s3Credentials", "").json().get("access").asString();

    String file = admin.get(one + "/configuration").json().get("content").asString();

    assertThat(file)
        .contains("[default]\naws_access_key_id = " + key + "\naws_secret_access_key = ")
        .contains("\nregion = local\nendpoint_url = http://s3.localhost:9000\n");
  }

  @Test
  void s3CredentialsAreMadeShownAndDeletedAsTheModelsClientsExpect() {
    var user = made("{\"roles\":[\"objectstore_operator\"]}");
    String keys = users + "/" + user.get("id").asInt() + "/s3Credentials";

    var key = admin.post(keys, "").json();

    String access = key.get("access").asString();
    assertThat(access).matches("[0-9a-f]{32}");
    assertThat(key.get("userId").asString()).isEqualTo(user.get("openstackId").asString());
    assertThat(key.get("tenantId").asString()).isEqualTo(installation.project.value());
    var listed = admin.get(keys + "/").json();
    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.get(0).path("secret").isString()).isFalse();
    var secret = admin.post(keys + "/" + access + "/secret", "").json();
    assertThat(secret.get("secret")).isEqualTo(key.get("secret"));
    assertThat(admin.delete(keys + "/" + access).body()).isEqualTo("null");
    assertThat(admin.post(keys + "/" + access + "/secret", "").status()).isEqualTo(404);
    assertThat(admin.get(keys).json().size()).isZero();
  }

  @Test
  void aPolicyComesBackByteForByteAndABadOneIsRefusedWithItsPlace() {
    String policy = users + "/" + made("{}").get("id").asInt() + "/policy";
    String document =
        "{ \"Version\":\"2012-10-17\",\n \"Statement\":[{\"Sid\":\"\u00e4\",\"Effect\":\"Allow\","
            + "\"Action\":[\"s3:Get*\"],\"Resource\":[\"arn:aws:s3:::a/*\"]}]}  ";
    assertThat(admin.get(policy).json().get("policy").asString()).isEqualTo("{\"Statement\":[]}");

    var set = admin.post(policy, Json.text(Map.of("policy", document)));

    assertThat(set.body()).isEqualTo("null");
    assertThat(admin.get(policy + "/").json().get("policy").asString()).isEqualTo(document);
    String bad = "{\"Statement\":[{\"Effect\":\"Allow\",\n  \"Action\":\"s3:Fly\"}]}";
    var refused = admin.post(policy, Json.text(Map.of("policy", bad)));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("message").asString())
        .contains("line 2, column 12")
        .contains("s3:Fly");
    assertThat(admin.get(policy).json().get("policy").asString()).isEqualTo(document);
  }

  @Test
  void aProfileOnABucketBecomesPartOfThePolicy() {
    var user = made("{\"roles\":[\"objectstore_operator\"]}");
    String id = user.get("id").asString();
    String give = project + "/region/GRA/storage/data/policy/" + id;

    assertThat(admin.post(give, "{\"roleName\":\"readOnly\"}").body()).isEqualTo("null");

    String test = "/v1/gatehouse/project/-/user/" + id + "/policy/test?address=192.0.2.1&";
    assertThat(allowed(test + "action=s3:GetObject&bucket=data&key=a")).isTrue();
    assertThat(allowed(test + "action=s3:PutObject&bucket=data&key=a")).isFalse();
    assertThat(allowed(test + "action=s3:GetObject&bucket=other&key=a")).isFalse();
    assertThat(admin.post(give, "{\"roleName\":\"owner\"}").status()).isEqualTo(400);
  }

  private boolean allowed(String test) {
    return admin.get(test).json().get("allowed").asBoolean();
  }

  @Test
  void roleIdsThatAreNoneAreAnsweredWithTheIdsThereAre() {
    String one = users + "/" + made("{}").get("id").asInt();
    String known = admin.get(project + "/role").json().get("roles").get(0).get("id").asString();

    for (var answer :
        List.of(
            admin.put(one + "/role", "{\"rolesIds\":[\"zz\"]}"),
            admin.post(one + "/role", "{\"roleId\":\"zz\"}"))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body())
          .containsPattern("roles?Ids?: ids of roles")
          .contains(known + " (administrator)", "zz is none");
    }
  }

  @Test
  void aValueOfAnotherTypeIsRefusedByItsNameAndNotReadAsWhatItIsNot() {
    int before = admin.get(users).json().size();

    assertThat(admin.post(users, "{\"description\":7}").body())
        .contains("description: a text in quotes (line 1");
    assertThat(admin.post(users, "{\"description\":true}").status()).isEqualTo(400);
    assertThat(admin.post(users, "{\"roles\":\"administrator\"}").body()).contains("roles: a list");
    assertThat(admin.post(users, "{\"roles\":[7]}").body()).contains("roles[0]: a text");
    assertThat(admin.post(users, "[]").body()).contains("body: an object");
    assertThat(admin.get(users).json().size()).isEqualTo(before);
  }

  @Test
  void anRcloneFileNamesTheEndpointAndTheNewestKey() {
    var user = made("{\"roles\":[\"objectstore_operator\"]}");
    String one = users + "/" + user.get("id").asInt();
    String without = admin.get(one + "/rclone?region=GRA").json().get("content").asString();
    var key = admin.post(one + "/s3Credentials", "").json();

    String with =
        admin.get(one + "/rclone?region=GRA&service=storage-s3").json().get("content").asString();

    assertThat(without).contains("env_auth = true");
    assertThat(with)
        .contains("endpoint = http://s3.localhost:9000")
        .contains("access_key_id = " + key.get("access").asString())
        .contains("secret_access_key = " + key.get("secret").asString());
    assertThat(admin.get(one + "/rclone?region=GRA&service=cold").body())
        .contains("storage (Swift) or storage-s3");
  }

  @Test
  void aUserHasKeysOfTheirOwnAndSeesNobodyElses() {
    var ann = made("{\"roles\":[\"objectstore_operator\"]}");
    var bob = made("{\"roles\":[\"objectstore_operator\"]}");
    var self =
        anybody.as(ann.get("username").asString(), new Secret(ann.get("password").asString()));

    assertThat(self.post(users + "/" + ann.get("id").asInt() + "/s3Credentials", "").status())
        .isEqualTo(200);
    assertThat(self.get(users + "/" + bob.get("id").asInt() + "/s3Credentials").status())
        .isEqualTo(403);
    assertThat(
            self.post(users + "/" + ann.get("id").asInt() + "/policy", "{\"policy\":\"{}\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void whoOneIsIsShown() {
    var me = admin.get("/1.0/me").json();
    assertThat(me.get("firstname").isString()).isTrue();
    assertThat(me.get("currency").get("code").asString()).isEqualTo("EUR");
    var details = admin.get("/1.0/auth/details").json();
    assertThat(details.get("method").asString()).isEqualTo("account");
    assertThat(details.get("user").isNull()).isTrue();
    assertThat(anybody.get("/1.0/auth/details").status()).isEqualTo(401);
    assertThat(admin.post("/1.0/auth/logout", "").body()).isEqualTo("null");
    assertThat(admin.get("/1.0/auth/details").status()).isEqualTo(401);
  }

  @Test
  void aReaderSeesNeitherUsersNorOtherProjects() {
    var reader = installation.user("reader", READER);
    var session = anybody.as("reader", reader.password());
    var other = installation.projects.create(installation.admin(), "Other").id();

    assertThat(session.get(users).status()).isEqualTo(403);
    assertThat(session.post(users, "{}").status()).isEqualTo(403);
    assertThat(session.get("/1.0/cloud/project").json().size()).isEqualTo(1);
    assertThat(session.get("/1.0/cloud/project/" + other).status()).isEqualTo(404);
    assertThat(session.get(project).status()).isEqualTo(200);
    assertThat(session.put(project, "{\"description\":\"mine\"}").status()).isEqualTo(403);
  }
}
