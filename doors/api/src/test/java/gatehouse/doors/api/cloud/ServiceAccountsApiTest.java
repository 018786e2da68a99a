package gatehouse.doors.api.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Secret;
import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.HttpSession.Answer;
import gatehouse.doors.web.Installation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ServiceAccountsApiTest {
  private static final String CLIENTS = "/1.0/me/api/oauth2/client";
  private static final String TOKEN = "/auth/oauth2/token";
  private static final String FORM = "grant_type=client_credentials&scope=all";

  private final Installation installation = Doors.open();
  private HttpSession anybody;
  private HttpSession admin;
  private String users;

  @BeforeEach
  void signIn() {
    anybody = installation.http();
    admin = anybody.as(installation.adminBearer());
    users = "/1.0/cloud/project/" + installation.project + "/user";
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private JsonNode made(String more) {
    Answer answer =
        admin.post(
            CLIENTS,
            "{\"name\":\"ci\",\"description\":\"nightly\",\"flow\":\"CLIENT_CREDENTIALS\","
                + "\"callbackUrls\":[]"
                + more
                + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private Answer form(HttpSession by, String form) {
    return by.form(TOKEN, form);
  }

  private Answer drawn(JsonNode client) {
    return form(anybody, FORM + credentials(client));
  }

  private static String credentials(JsonNode client) {
    return "&client_id="
        + client.get("clientId").asString()
        + "&client_secret="
        + client.get("clientSecret").asString();
  }

  private static String basic(JsonNode client) {
    String pair = client.get("clientId").asString() + ":" + client.get("clientSecret").asString();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private HttpSession as(Answer drawn) {
    return anybody.as(new Secret(drawn.json().get("access_token").asString()));
  }

  @Test
  void aClientIsMadeReadRenamedAndDeletedAsTheModelsClientsExpect() {
    JsonNode made = made("");
    String id = made.get("clientId").asString();

    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(made.get("clientSecret").asString()).matches("[0-9a-f]{32}");
    assertThat(admin.get(CLIENTS + "/").json().get(0).asString()).isEqualTo(id);
    JsonNode read = admin.get(CLIENTS + "/" + id).json();
    assertThat(read.propertyNames())
        .contains(
            "clientId", "name", "description", "flow", "callbackUrls", "createdAt", "identity")
        .doesNotContain("clientSecret");
    assertThat(read.get("identity").asString())
        .isEqualTo("urn:v1:eu:identity:credential:admin/oauth2-" + id);
    assertThat(
            admin
                .put(
                    CLIENTS + "/" + id,
                    "{\"name\":\"cd\",\"description\":\"\",\"callbackUrls\":[]}")
                .body())
        .isEqualTo("null");
    assertThat(admin.get(CLIENTS + "/" + id).json().get("name").asString()).isEqualTo("cd");
    assertThat(admin.delete(CLIENTS + "/" + id).body()).isEqualTo("null");
    assertThat(admin.get(CLIENTS + "/" + id).status()).isEqualTo(404);
    assertThat(drawn(made).status()).isEqualTo(401);
  }

  @Test
  void aBearerIsDrawnByFormOrByBasicAndDrivesTheApi() {
    JsonNode client = made("");

    Answer byForm = drawn(client);
    Answer byBasic = form(anybody.with("Authorization", basic(client)), FORM);

    for (Answer answer : new Answer[] {byForm, byBasic}) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().get("token_type").asString()).isEqualTo("Bearer");
      assertThat(answer.json().get("expires_in").asInt()).isEqualTo(3599);
      assertThat(answer.json().get("scope").asString()).isEqualTo("all");
      JsonNode user = as(answer).post(users, "{\"description\":\"by ci\"}").json();
      assertThat(user.get("password").asString()).hasSize(32);
    }
    JsonNode details = as(byForm).get("/1.0/auth/details").json();
    assertThat(details.get("identities").get(0).asString())
        .endsWith("/oauth2-" + client.get("clientId").asString());
    assertThat(details.get("roles").get(0).asString()).isEqualTo("administrator");
  }

  @Test
  void itsRoleAndProjectBindIt() {
    JsonNode client =
        made(",\"role\":\"ai_training_read\",\"project\":\"" + installation.project + "\"");

    HttpSession reader = as(drawn(client));

    assertThat(reader.get("/v1/job").status()).isNotIn(401, 403);
    assertThat(reader.post(users, "{}").status()).isEqualTo(403);
    assertThat(
            admin
                .post(
                    CLIENTS,
                    "{\"name\":\"a\",\"description\":\"\",\"flow\":\"CLIENT_CREDENTIALS\",\"project\":\""
                        + "0".repeat(32)
                        + "\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void deletingTheClientEndsItsBearers() {
    JsonNode client = made("");
    HttpSession ci = as(drawn(client));
    assertThat(ci.get(users).status()).isEqualTo(200);

    admin.delete(CLIENTS + "/" + client.get("clientId").asString());

    assertThat(ci.get(users).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "scope=all, 400, invalid_request",
    "grant_type=password&scope=all, 400, unsupported_grant_type",
    "grant_type=client_credentials&scope=root, 400, invalid_scope",
    "grant_type=client_credentials&grant_type=client_credentials, 400, invalid_request",
    "grant_type=client_credentials, 401, invalid_client",
    "grant_type=client_credentials&client_id=0123&client_secret=4567, 401, invalid_client",
    "grant_type=client_credentials&client_id=%00&client_secret=, 401, invalid_client",
  })
  void whatIsWrongIsSaidAsOauthClientsReadIt(String form, int status, String error) {
    Answer answer = form(anybody, form);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("error").asString()).isEqualTo(error);
    assertThat(answer.json().get("message").asString()).isNotEmpty();
    assertThat(answer.header("WWW-Authenticate").startsWith("Basic")).isEqualTo(status == 401);
  }

  @Test
  void aSecretThatIsToldTwiceIsRefused() {
    JsonNode client = made("");

    Answer answer = form(anybody.with("Authorization", basic(client)), FORM + credentials(client));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").asString()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHORIZATION_CODE, 501",
    "IMPLICIT, 400",
  })
  void anotherFlowIsRefused(String flow, int status) {
    assertThat(
            admin
                .post(CLIENTS, "{\"name\":\"a\",\"description\":\"\",\"flow\":\"" + flow + "\"}")
                .status())
        .isEqualTo(status);
  }
}
