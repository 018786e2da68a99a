package gatehouse.core.administration;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.Caller;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SignedCallsTest {
  private static final String URL = "http://127.0.0.1:8080/1.0/cloud/project";

  private final MemoryHouse house = new MemoryHouse();
  private final IssuedApplication application =
      house.applications.create(
          house.admin, "terraform", "", List.of(new AccessRule("GET", "/cloud/*")));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aRightSignatureIsItsOwner() throws Exception {
    assertThat(house.signedCalls.caller(call("GET", URL, "/cloud/project", 0)))
        .isInstanceOfSatisfying(
            Caller.Person.class, p -> assertThat(p.standing().name().value()).isEqualTo("admin"));
  }

  @Test
  void whatTheRulesDoNotCoverIsNotGranted() throws Exception {
    assertThat(code(call("DELETE", URL, "/cloud/project", 0))).isEqualTo("NOT_GRANTED_CALL");
    assertThat(code(call("GET", URL, "/me", 0))).isEqualTo("NOT_GRANTED_CALL");
  }

  @Test
  void aWrongSignatureAndAClockFarOffAreToldApart() throws Exception {
    SignedCall right = call("GET", URL, "/cloud/project", 0);
    SignedCall forged =
        new SignedCall(
            right.applicationKey(),
            right.consumerKey(),
            right.method(),
            List.of("http://127.0.0.1:8080/1.0/cloud/project?more"),
            right.rulePath(),
            right.body(),
            right.timestamp(),
            right.signature());

    assertThat(code(forged)).isEqualTo("INVALID_SIGNATURE");
    assertThat(code(call("GET", URL, "/cloud/project", 480))).isEqualTo("QUERY_TIME_OUT");
    assertThat(code(call("GET", URL, "/cloud/project", -480))).isEqualTo("QUERY_TIME_OUT");
  }

  @Test
  void unknownKeysAreNamedInTheModelsWords() {
    String other = "x".repeat(32);
    assertThat(code(unsigned("nope", other))).isEqualTo("INVALID_KEY");
    assertThat(code(unsigned(application.application().key(), other))).isEqualTo("NOT_CREDENTIAL");
  }

  @Test
  void aRequestedKeyIsGoodOnlyAfterSomebodyAcceptedIt() {
    PendingKey pending =
        house.applications.request(
            application.application().key(),
            List.of(new AccessRule("GET", "/me")),
            "http://x.example/");
    String key = pending.consumerKey().value();
    assertThat(code(unsigned(application.application().key(), key)))
        .isEqualTo("INVALID_CREDENTIAL");

    assertThat(house.applications.accept(house.admin, pending.validation()))
        .isEqualTo("http://x.example/");

    assertThat(code(unsigned(application.application().key(), key))).isEqualTo("INVALID_SIGNATURE");
    assertThat(refusalOf(() -> house.applications.accept(house.admin, pending.validation())))
        .isNotNull();
  }

  @Test
  void aDeletedApplicationSignsNothing() throws Exception {
    SignedCall call = call("GET", URL, "/cloud/project", 0);
    house.signedCalls.caller(call);

    house.applications.delete(house.admin, application.application().id());

    assertThat(code(call)).isEqualTo("INVALID_KEY");
  }

  @Test
  void aConsumerKeyNeitherMakesNorAcceptsKeysNorOpensWorkloads() throws Exception {
    Actor key =
        new Actor(house.signedCalls.caller(call("GET", URL, "/cloud/project", 0)), "192.0.2.1");
    PendingKey wider =
        house.applications.request(
            application.application().key(), List.of(new AccessRule("DELETE", "/*")), null);

    assertThat(refusalOf(() -> house.applications.accept(key, wider.validation())))
        .isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> house.applications.create(key, "wider", "", List.of())))
        .isInstanceOf(Forbidden.class);
    var notebook =
        new gatehouse.core.access.Resource(
            house.project, "notebook", "n1", java.util.Map.of(), false);
    assertThat(
            refusalOf(
                () ->
                    house.sessions.codeFor(
                        key, notebook, gatehouse.core.access.Permission.NOTEBOOK_OPEN)))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void aRuleForEverythingBelowDoesNotCoverTheTop() {
    AccessRule below = new AccessRule("GET", "/sms/*");
    assertThat(below.covers("GET", "/sms/1/jobs")).isTrue();
    assertThat(below.covers("GET", "/sms")).isFalse();
    assertThat(new AccessRule("GET", "/*/user/*").covers("GET", "/cloud/project/a/user/1"))
        .isTrue();
    assertThat(new AccessRule("GET", "/a*b*c").covers("GET", "/aXXbYYcZ")).isFalse();
  }

  private String code(SignedCall call) {
    return switch (refusalOf(() -> house.signedCalls.caller(call))) {
      case Forbidden forbidden -> forbidden.missing();
      case Invalid invalid -> invalid.field();
      default -> "another";
    };
  }

  private SignedCall unsigned(String applicationKey, String consumerKey) {
    String now = Long.toString(house.clock.instant().getEpochSecond());
    return new SignedCall(applicationKey, consumerKey, "GET", List.of(URL), "/me", "", now, "$1$0");
  }

  private SignedCall call(String method, String url, String rulePath, long secondsOff)
      throws Exception {
    String timestamp = Long.toString(house.clock.instant().getEpochSecond() + secondsOff);
    Secret secret = application.secret();
    String key = application.consumerKey().value();
    String text = String.join("+", secret.value(), key, method, url, "", timestamp);
    String signature =
        "$1$"
            + HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-1")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
    return new SignedCall(
        application.application().key(),
        key,
        method,
        List.of("https://elsewhere", url),
        rulePath,
        "",
        timestamp,
        signature);
  }
}
