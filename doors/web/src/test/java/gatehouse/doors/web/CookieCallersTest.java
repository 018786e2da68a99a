package gatehouse.doors.web;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CookieCallersTest {
  private final Installation installation = new Installation();
  private Secret session;
  private HttpSession browser;

  @BeforeEach
  void start() {
    installation.serving(
        routes -> {
          routes.add(
              "GET", "/me", new Guard.SignedIn(), call -> Reply.text(call.caller().inWords()));
          routes.add("POST", "/me", new Guard.SignedIn(), call -> Reply.text("changed"));
        });
    session = installation.panelSession("admin", new Secret(Installation.PASSWORD));
    browser = installation.http().cookie(session);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void aCookieSignsInForReading() {
    assertThat(browser.get("/me").body()).isEqualTo("admin");
  }

  @Test
  void aChangeWithoutTheProofIsRefused() {
    assertThat(browser.post("/me", "").status()).isEqualTo(403);
    assertThat(browser.with(PanelSession.CSRF_HEADER, "wrong").post("/me", "").status())
        .isEqualTo(403);
  }

  @Test
  void aReadingIsNoChangeWhateverMethodAHeaderSays() {
    var answer = browser.with("X-HTTP-Method-Override", "POST").get("/me");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("admin");
  }

  @Test
  void aChangeWithTheProofPasses() {
    String proof = PanelSession.csrf(session);

    assertThat(browser.with(PanelSession.CSRF_HEADER, proof).post("/me", "").body())
        .isEqualTo("changed");
    assertThat(browser.form("/me", "csrf=" + proof).body()).isEqualTo("changed");
  }

  @Test
  void aPageOfANeighbourIsRefusedEvenWithTheProof() {
    var withProof = browser.with(PanelSession.CSRF_HEADER, PanelSession.csrf(session));

    assertThat(withProof.with("Sec-Fetch-Site", "same-site").post("/me", "").status())
        .isEqualTo(403);
    assertThat(withProof.with("Origin", "http://x.notebook.localhost").post("/me", "").status())
        .isEqualTo(403);
    String own = "http://" + browser.uri("/").getAuthority();
    assertThat(withProof.with("Origin", own).post("/me", "").status()).isEqualTo(200);
    assertThat(
            installation
                .http()
                .raw(
                    "POST /me HTTP/1.1\r\nHost: "
                        + browser.uri("/").getAuthority()
                        + "\r\nCookie: gatehouse_panel="
                        + session.value()
                        + "\r\nX-Gatehouse-CSRF: "
                        + PanelSession.csrf(session)
                        + "\r\nOrigin: "
                        + own
                        + "\r\nOrigin: http://x.example\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aPasswordThatABrowserKeepsIsNotTakenForAnotherSitesPage() {
    HttpSession basic = installation.http().as("admin", new Secret(Installation.PASSWORD));

    assertThat(basic.post("/me", "").status()).isEqualTo(200);
    assertThat(basic.with("Sec-Fetch-Site", "cross-site").post("/me", "").status()).isEqualTo(403);
  }

  @Test
  void ofTwoSessionsThatClaimTheNameNeitherIsTaken() {
    var both = "gatehouse_panel=planted; gatehouse_panel=" + session.value();

    assertThat(installation.http().with("Cookie", both).get("/me").status()).isEqualTo(401);
  }

  @Test
  void aSessionOfTheCommandLineIsNoCookie() {
    assertThat(installation.http().cookie(installation.adminBearer()).get("/me").status())
        .isEqualTo(401);
    assertThat(installation.http().as(session).get("/me").status()).isEqualTo(401);
  }

  @Test
  void overTlsTheCookieIsBoundToThisHost() {
    var cookie = PanelSession.begun(session, java.time.Duration.ofHours(1), true).header();

    assertThat(cookie)
        .startsWith("__Host-gatehouse_panel=")
        .contains("; Path=/;", "HttpOnly", "SameSite=Lax", "Secure")
        .doesNotContain("Domain");
    assertThat(browser.with("X-Forwarded-Proto", "https").get("/me").status()).isEqualTo(401);
  }
}
