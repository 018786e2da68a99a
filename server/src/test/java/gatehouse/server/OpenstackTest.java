package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What somebody does with their openrc file and the command line of OpenStack. */
final class OpenstackTest {
  @TempDir static Path folder;
  private static OpenstackSite site;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openstack")), "python3-openstackclient is missing");
    site = OpenstackSite.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static JsonNode json(String line) throws Exception {
    return Json.mapper().readTree(site.shell(line + " -f json").succeeded());
  }

  @Test
  void thePastedFileAndThePasswordGiveATokenForTheProject() throws Exception {
    JsonNode token = json("openstack token issue");

    assertThat(token.path("project_id").asString()).isEqualTo(site.project);
    assertThat(token.path("user_id").asString()).isEqualTo(site.openstackId);
    assertThat(token.path("expires").asString()).endsWith("+0000");
    assertThat(site.shell("openstack token issue", "wrong").out())
        .contains("The user name or the password is wrong.", "HTTP 401");
  }

  @Test
  void theCatalogueSaysWhereEverythingIs() throws Exception {
    JsonNode catalog = json("openstack catalog list");

    assertThat(catalog.findValuesAsString("Type"))
        .containsExactly("identity", "ai", "object-store", "s3");
    assertThat(catalog.toString())
        .contains("http://localhost:" + site.server.port() + "/v3")
        .contains(site.server.objectStorage());
  }

  @Test
  void s3KeysAreThoseOfTheOtherApi() throws Exception {
    JsonNode made = json("openstack ec2 credentials create");
    String access = made.path("access").asString();
    String path = site.users + "/" + site.id + "/s3Credentials/" + access;

    assertThat(made.path("secret").asString()).matches("[0-9a-f]{32}");
    assertThat(site.admin.get(path).json().path("userId").asString()).isEqualTo(site.openstackId);
    assertThat(site.admin.post(path + "/secret", "").json().path("secret").asString())
        .isEqualTo(made.path("secret").asString());
    assertThat(json("openstack ec2 credentials list").findValuesAsString("Access"))
        .contains(access);
    assertThat(json("openstack ec2 credentials show " + access).path("secret").asString())
        .isEqualTo(made.path("secret").asString());
    site.shell("openstack ec2 credentials delete " + access).succeeded();
    assertThat(site.admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void aRevokedTokenIsGoneEverywhereAtOnce() throws Exception {
    String token = json("openstack token issue").path("id").asString();
    Client bearer = site.server.client().bearer(token);
    assertThat(bearer.get("/v1/me").status()).isEqualTo(200);

    site.shell("openstack token revoke " + token).succeeded();

    assertThat(bearer.get("/v1/me").status()).isEqualTo(401);
    assertThat(withToken(token)).contains("HTTP 401");
  }

  @Test
  void aNewPasswordEndsTheTokensOfTheOldOne() throws Exception {
    String token = json("openstack token issue").path("id").asString();
    assertThat(withToken(token)).contains(site.project);
    String old = site.password();

    site.regenerate();

    assertThat(withToken(token)).contains("HTTP 401");
    assertThat(site.shell("openstack token issue", old).out()).contains("HTTP 401");
    assertThat(json("openstack token issue").path("user_id").asString())
        .isEqualTo(site.openstackId);
  }

  @Test
  void peopleAreToldAboutThemselvesAndTheRoles() throws Exception {
    assertThat(json("openstack project list").findValuesAsString("ID"))
        .containsExactly(site.project);
    assertThat(json("openstack user show " + site.openstackId).path("name").asString())
        .isEqualTo(site.name);
    assertThat(json("openstack role list").findValuesAsString("Name"))
        .contains("objectstore_operator");
    assertThat(site.shell("openstack user list").out()).contains("HTTP 403");
  }

  private static String withToken(String token) throws Exception {
    return site.shell(
            "env -u OS_PASSWORD -u OS_USERNAME -u OS_USER_DOMAIN_NAME openstack"
                + " --os-auth-type v3token --os-token "
                + token
                + " project list")
        .out();
  }
}
