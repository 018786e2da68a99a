package gatehouse.core.administration;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedCallsTest {
  private static final String URL = "http://127.0.0.1:8080/1.0/cloud/project";

  private static final String HERE = "192.0.2.7";

  private final MemoryHouse house = new MemoryHouse();
  private IssuedApplication application =
      house.applications.create(
          house.admin, "terraform", "", List.of(new AccessRule("GET", "/cloud/*")), List.of());

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

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "192.0.2.0/24", "0.0.0.0/0", "::ffff:192.0.2.7"})
  void aKeyIsGoodWhereItMayBeUsed(String range) throws Exception {
    limitTo("2001:db8::/32", range);

    assertThat(house.signedCalls.caller(call("GET", URL, "/cloud/project", 0)).inWords())
        .contains("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.8", "192.0.3.0/24", "2001:db8::/32", "::/0"})
  void aKeyIsNotGrantedFromElsewhere(String range) throws Exception {
    limitTo(range, "198.51.100.1");

    SignedCall call = call("GET", URL, "/cloud/project", 0);

    assertThat(refusalOf(() -> house.signedCalls.caller(call)))
        .isEqualTo(
            new Forbidden(
                "NOT_GRANTED_CALL",
                "This call has not been granted: the credential may not be used from 192.0.2.7"));
  }

  @Test
  void anAddressNobodyKnowsIsOutsideEveryRange() {
    house.clock.pass(Duration.ofSeconds(1));
    limitTo("0.0.0.0/0", "::/0");
    Credential key = house.applications.keys(house.admin).getFirst();

    assertThat(key.mayBeUsedFrom("")).isFalse();
    assertThat(key.mayBeUsedFrom("a.name.example")).isFalse();
    assertThat(key.mayBeUsedFrom("fe80::1%eth0")).isTrue();
  }

  @Test
  void whereAKeyMayBeUsedFromIsAskedForShownAndAudited() {
    house.clock.pass(Duration.ofSeconds(1));
    PendingKey asked =
        house.applications.request(
            application.application().key(),
            List.of(new AccessRule("GET", "/me")),
            List.of(AddressRange.of("192.0.2.0/24"), AddressRange.of("2001:db8::1")),
            null);

    house.applications.accept(house.admin, asked.validation());

    assertThat(house.applications.keys(house.admin).getFirst().addresses())
        .extracting(AddressRange::toString)
        .containsExactly("192.0.2.0/24", "2001:db8::1");
    String about = "application:" + application.application().id();
    assertThat(house.store.lastOf("consumerkey.accept", Set.of(about)).get(about).line().details())
        .containsEntry("addresses", "192.0.2.0/24 2001:db8::1");
  }

  private void limitTo(String... ranges) {
    application =
        house.applications.create(
            house.admin,
            "limited",
            "",
            List.of(),
            List.of(ranges).stream().map(AddressRange::of).toList());
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
            right.address(),
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
            List.of(),
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
            application.application().key(),
            List.of(new AccessRule("DELETE", "/*")),
            List.of(),
            null);

    assertThat(refusalOf(() -> house.applications.accept(key, wider.validation())))
        .isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> house.applications.create(key, "wider", "", List.of(), List.of())))
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
    return new SignedCall(
        applicationKey, consumerKey, "GET", List.of(URL), "/me", "", now, HERE, "$1$0");
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
        HERE,
        signature);
  }
}
