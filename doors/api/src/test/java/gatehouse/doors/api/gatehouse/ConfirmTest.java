package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Secret;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.Installation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConfirmTest {
  private static final String CONFIRM = "/v1/gatehouse/session/confirm";

  private final PanelHouse house = new PanelHouse();
  private final HttpSession browser = browser();

  @AfterEach
  void stop() {
    house.close();
  }

  private HttpSession browser() {
    Secret session = house.installation.panelSession("admin", new Secret(Installation.PASSWORD));
    HttpSession cookie = house.installation.http().cookie(session);
    return cookie.with("X-Gatehouse-CSRF", cookie.get(HERE + "/me").header("X-Gatehouse-CSRF"));
  }

  private static String password(String text) {
    return "{\"password\":\"" + text + "\"}";
  }

  @Test
  void anOldSignInInABrowserIsAskedForThePasswordBeforeSecretsAndRoles() {
    house.reader();
    String user = HERE + "/user/reader";
    assertThat(browser.post(user + "/password", "").status()).isEqualTo(200);
    house.installation.later(Duration.ofMinutes(16));

    var refused = browser.post(user + "/password", "");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("errorCode").asString()).isEqualTo("CONFIRM_PASSWORD");
    assertThat(browser.put(user + "/role", "{\"roles\":[]}").status()).isEqualTo(403);
    assertThat(browser.get(user).json().get("roles")).hasSize(1);
    assertThat(browser.post(user + "/suspend", "").status()).isEqualTo(200);

    JsonNode confirmed = browser.post(CONFIRM, password(Installation.PASSWORD)).json();

    assertThat(Instant.parse(confirmed.get("confirmedUntil").asString()))
        .isAfter(house.installation.clock.instant().plus(Duration.ofMinutes(14)));
    assertThat(browser.get(HERE + "/me").json().get("confirmedUntil"))
        .isEqualTo(confirmed.get("confirmedUntil"));
    assertThat(browser.put(user + "/role", "{\"roles\":[]}").status()).isEqualTo(200);
    assertThat(browser.post(user + "/password", "").status()).isEqualTo(200);
  }

  @Test
  void anS3SecretIsShownAgainOnlyToWhoProvesWhoTheyAre() {
    house.reader();
    String keys = HERE + "/user/reader/s3-key";
    String access = browser.post(keys, "").json().get("access").asString();
    assertThat(browser.post(keys + "/" + access + "/secret", "").status()).isEqualTo(200);
    house.installation.later(Duration.ofMinutes(16));

    assertThat(browser.post(keys + "/" + access + "/secret", "").json().get("errorCode").asString())
        .isEqualTo("CONFIRM_PASSWORD");
    assertThat(browser.get(keys).status()).isEqualTo(200);
    assertThat(house.admin().post(keys + "/" + access + "/secret", "").status()).isEqualTo(200);
  }

  @Test
  void anAccountIsMadeAndGivenAPasswordOnlyByWhoProvesWhoTheyAre() {
    String accounts = "/v1/gatehouse/account";
    assertThat(browser.post(accounts, "{\"username\":\"grace\"}").status()).isEqualTo(200);
    house.installation.later(Duration.ofMinutes(16));

    var made = browser.post(accounts, "{\"username\":\"eve\"}");
    assertThat(made.json().get("errorCode").asString()).isEqualTo("CONFIRM_PASSWORD");
    var set = browser.put(accounts + "/grace/password", password("another long one"));
    assertThat(set.json().get("errorCode").asString()).isEqualTo("CONFIRM_PASSWORD");
    assertThat(browser.get(accounts).json()).hasSize(2);
    assertThat(
            house.admin().put(accounts + "/grace/password", password("another long one")).status())
        .isEqualTo(200);
  }

  @Test
  void aWrongPasswordConfirmsNothing() {
    house.reader();
    house.installation.later(Duration.ofMinutes(16));

    assertThat(browser.post(CONFIRM, password("wrong")).status()).isEqualTo(401);

    assertThat(browser.post(HERE + "/user/reader/password", "").status()).isEqualTo(403);
  }

  @Test
  void programsAreNotAsked() {
    house.reader();
    HttpSession program = house.admin();
    house.installation.later(Duration.ofMinutes(16));

    assertThat(program.post(HERE + "/user/reader/password", "").status()).isEqualTo(200);
    assertThat(program.get(HERE + "/me").json().has("confirmedUntil")).isFalse();
    assertThat(program.post(CONFIRM, password(Installation.PASSWORD)).status()).isEqualTo(409);
  }
}
