package gatehouse.doors.api.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.administration.IssuedApplication;
import gatehouse.core.identity.Secret;
import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.HttpSession.Answer;
import gatehouse.doors.web.Installation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedCallsTest {
  private final Installation installation = Doors.open();
  private HttpSession anybody;
  private String base;
  private IssuedApplication application;

  @BeforeEach
  void makeAnApplication() {
    anybody = installation.http();
    base = anybody.uri("").toString();
    application =
        installation.applications.create(installation.admin(), "ci", "", List.of(), List.of());
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private Answer call(String method, String path, String url, String body, long timestamp) {
    String signature =
        sign(application.secret(), application.consumerKey(), method, url, body, timestamp);
    return signed(application.application().key(), application.consumerKey(), timestamp, signature)
        .send(method, path, body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpSession signed(String key, Secret consumer, long timestamp, String signature) {
    return anybody
        .with("X-Ovh-Application", key)
        .with("X-Ovh-Consumer", consumer.value())
        .with("X-Ovh-Timestamp", Long.toString(timestamp))
        .with("X-Ovh-Signature", signature);
  }

  private static String sign(
      Secret secret, Secret consumer, String method, String url, String body, long timestamp) {
    String text =
        String.join(
            "+", secret.value(), consumer.value(), method, url, body, Long.toString(timestamp));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return "$1$" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private long now() {
    return anybody.get("/1.0/auth/time").json().asLong();
  }

  @Test
  void goAndPythonSignTheAddressAsTheySendIt() {
    String path = "/1.0/cloud/project?iamTags=a%20b";

    var answer = call("GET", path, base + path, "", now());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(installation.project.value());
  }

  @Test
  void aKeyForReadingDoesNotWriteWhateverMethodAHeaderSays() {
    application =
        installation.applications.create(
            installation.admin(), "r", "", List.of(new AccessRule("GET", "/cloud/*")), List.of());
    var ann = installation.user("ann").user().user().id();
    String path = "/1.0/cloud/project/" + installation.project + "/user/" + ann;
    long now = now();
    String signature =
        sign(application.secret(), application.consumerKey(), "GET", base + path, "", now);

    var answer =
        signed(application.application().key(), application.consumerKey(), now, signature)
            .with("X-HTTP-Method-Override", "DELETE")
            .get(path);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("ok");
    assertThat(call("GET", path, base + path, "", now()).status()).isEqualTo(200);
  }

  @Test
  void aBodyIsSignedByteByByte() {
    String path = "/1.0/cloud/project/" + installation.project + "/user";
    String body = "{\"description\": \"caf\\u00e9\"}";

    assertThat(call("POST", path, base + path, body, now()).status()).isEqualTo(200);
    assertThat(call("POST", path, base + path, "{\"description\":\"é\"}", now()).status())
        .isEqualTo(200);
  }

  @Test
  void nodeSignsHttpsAndLeavesThePortOut() {
    String path = "/1.0/cloud/project";

    assertThat(call("GET", path, "https://localhost" + path, "", now()).status()).isEqualTo(200);
  }

  @Test
  void aConfiguredPublicAddressIsTaken() {
    String path = "/1.0/cloud/project/";

    assertThat(call("GET", path, "https://gate.example.org" + path, "", now()).status())
        .isEqualTo(200);
    assertThat(call("GET", path, "https://evil.example.org" + path, "", now()).status())
        .isEqualTo(400);
  }

  @Test
  void aWrongSignatureIsRefusedInTheModelsWords() {
    String path = "/1.0/cloud/project";

    var answer = call("GET", path, base + path + "?other", "", now());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("errorCode").asString()).isEqualTo("INVALID_SIGNATURE");
    assertThat(answer.json().get("message").asString()).isEqualTo("Invalid signature");
  }

  @Test
  void aClockThatIsOffIsRefused() {
    String path = "/1.0/cloud/project";

    for (long off : new long[] {-480, 480}) {
      var answer = call("GET", path, base + path, "", now() + off);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("errorCode").asString()).isEqualTo("QUERY_TIME_OUT");
      assertThat(answer.json().get("message").asString()).isEqualTo("Query out of time");
    }
    assertThat(call("GET", path, base + path, "", now() - 25).status()).isEqualTo(200);
  }

  @Test
  void unknownKeysAreRefusedInTheModelsWords() {
    long now = now();
    var noApplication =
        signed("nokeynokeynokey1", application.consumerKey(), now, "$1$0").get("/1.0/me");
    var noConsumer =
        signed(application.application().key(), new Secret("x".repeat(32)), now, "$1$0")
            .get("/1.0/me");

    assertThat(noApplication.status()).isEqualTo(403);
    assertThat(noApplication.json().get("errorCode").asString()).isEqualTo("INVALID_KEY");
    assertThat(noApplication.json().get("message").asString())
        .isEqualTo("This application key is invalid");
    assertThat(noApplication.json().get("class").asString()).isEqualTo("Client::Forbidden");
    assertThat(noConsumer.status()).isEqualTo(403);
    assertThat(noConsumer.json().get("errorCode").asString()).isEqualTo("NOT_CREDENTIAL");
  }

  @Test
  void aCallThatNoRuleCoversIsRefused() {
    application =
        installation.applications.create(
            installation.admin(),
            "narrow",
            "",
            List.of(new AccessRule("GET", "/cloud/project/*")),
            List.of());
    String inside = "/1.0/cloud/project/" + installation.project;
    String outside = "/1.0/cloud/project";

    assertThat(call("GET", inside, base + inside, "", now()).status()).isEqualTo(200);
    String v1 = inside.replace("/1.0/", "/v1/");
    assertThat(call("GET", v1, base + v1, "", now()).status()).isEqualTo(200);
    var refused = call("GET", outside, base + outside, "", now());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("errorCode").asString()).isEqualTo("NOT_GRANTED_CALL");
    assertThat(call("PUT", inside, base + inside, "{}", now()).status()).isEqualTo(403);
  }

  @Test
  void aKeyIsUsedFromItsAddressesAlone() {
    String path = "/1.0/auth/currentCredential";
    limitTo("192.0.2.0/24");
    anybody = anybody.with("X-Gatehouse-Address", "192.0.2.9");
    var inside = call("GET", path, base + path, "", now());
    anybody = anybody.with("X-Gatehouse-Address", "198.51.100.9");
    var outside = call("GET", path, base + path, "", now());

    assertThat(inside.status()).as(inside.body()).isEqualTo(200);
    assertThat(inside.json().get("allowedIPs")).hasToString("[\"192.0.2.0/24\"]");
    assertThat(outside.status()).isEqualTo(403);
    assertThat(outside.json().get("errorCode").asString()).isEqualTo("NOT_GRANTED_CALL");
    assertThat(outside.json().get("class").asString()).isEqualTo("Client::Forbidden");
    assertThat(outside.json().get("message").asString())
        .isEqualTo(
            "This call has not been granted: the credential may not be used from 198.51.100.9");
  }

  private void limitTo(String range) {
    application =
        installation.applications.create(
            installation.admin(), "limited", "", List.of(), List.of(AddressRange.of(range)));
  }

  @Test
  void theCurrentCredentialIsShownAndEnded() {
    String path = "/1.0/auth/currentCredential";
    var current = call("GET", path, base + path, "", now()).json();
    assertThat(current.get("status").asString()).isEqualTo("validated");
    assertThat(current.get("applicationId").asInt()).isEqualTo(application.application().id());
    assertThat(current.get("rules").size()).isEqualTo(4);
    assertThat(current.get("allowedIPs").isNull()).isTrue();
    String list = "/1.0/me/api/credential";
    var ids = call("GET", list, base + list, "", now()).json();
    assertThat(ids.get(0).asInt()).isEqualTo(current.get("credentialId").asInt());
    String app = list + "/" + ids.get(0).asInt() + "/application";
    assertThat(call("GET", app, base + app, "", now()).json().get("name").asString())
        .isEqualTo("ci");

    String logout = "/1.0/auth/logout";
    assertThat(call("POST", logout, base + logout, "", now()).body()).isEqualTo("null");
    assertThat(call("GET", path, base + path, "", now()).status()).isEqualTo(403);
  }

  @Test
  void aConsumerKeyIsGoodForNothingUntilItIsAccepted() {
    String body =
        "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/*\"}],\"redirection\":\"https://x.example/back\"}";
    var asked =
        anybody
            .with("X-Ovh-Application", application.application().key())
            .post("/1.0/auth/credential", body)
            .json();

    assertThat(asked.get("state").asString()).isEqualTo("pendingValidation");
    assertThat(asked.get("validationUrl").asString())
        .matches("http://localhost:\\d+/auth/\\?credentialToken=[A-Za-z0-9]{64}");
    var pending = new Secret(asked.get("consumerKey").asString());
    var answer = signed(application.application().key(), pending, now(), "$1$0").get("/1.0/me");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("errorCode").asString()).isEqualTo("INVALID_CREDENTIAL");
  }

  @Test
  void aRequestForAKeyIsCheckedFirst() {
    var known = anybody.with("X-Ovh-Application", application.application().key());
    String path = "/1.0/auth/credential";

    assertThat(anybody.post(path, "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/*\"}]}"))
        .extracting(Answer::status)
        .isEqualTo(403);
    for (String body :
        List.of(
            "{}",
            "{\"accessRules\":[]}",
            "{\"accessRules\":[null]}",
            "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/*\"}],\"allowedIPs\":[\"here\"]}",
            "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/*\"}],\"allowedIPs\":[null]}",
            "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/*\"}],\"allowedIPs\":[\"10.0.0.0/33\"]}",
            "{\"accessRules\":[{\"method\":\"FLY\",\"path\":\"/*\"}]}",
            "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"me\"}]}",
            "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/*\"}],\"redirection\":\"javascript:alert(1)\"}")) {
      assertThat(known.post(path, body).status()).as(body).isEqualTo(400);
    }
  }
}
