package gatehouse.doors.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Credential;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.NewToken;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.doors.api.Doors;
import gatehouse.doors.web.HttpSession;
import gatehouse.doors.web.HttpSession.Answer;
import gatehouse.doors.web.Installation;
import gatehouse.doors.web.PanelSession;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String WORKLOAD = "notebook/" + Doors.NOTEBOOK;

  private final Installation installation = Doors.open();
  private HttpSession browser;

  @BeforeEach
  void open() {
    browser = installation.http().with("Accept", "text/html,*/*;q=0.8");
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpSession signedIn(String name, Secret password) {
    return browser.cookie(installation.panelSession(name, password));
  }

  @Test
  void theStartPageSendsToSignIn() {
    var answer = browser.get("/");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/sign-in");
  }

  @Test
  void signingInSetsACookieThatScriptsCannotRead() {
    var answer =
        browser.form("/sign-in", "username=admin&password=" + encoded(Installation.PASSWORD));

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
    assertThat(answer.header("Set-Cookie"))
        .startsWith("gatehouse_panel=ghp_")
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Domain");
    String cookie = answer.header("Set-Cookie").split(";", 2)[0];
    var start = browser.with("Cookie", cookie).get("/");
    assertThat(start.body())
        .contains("signed in as admin")
        .contains("gatehouse login --url http://");
  }

  @Test
  void aWrongPasswordShowsTheFormAgainWithTheName() {
    var answer = browser.form("/sign-in", "username=%3Cscript%3E&password=hush");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .contains("role=\"alert\"")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>")
        .doesNotContain("hush");
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() {
    var foreign = browser.with("Origin", "http://evil.example");
    String form = "username=admin&password=" + encoded(Installation.PASSWORD);

    assertThat(foreign.form("/sign-in", form).status()).isEqualTo(403);
    assertThat(browser.with("Sec-Fetch-Site", "same-site").form("/sign-in", form).status())
        .isEqualTo(403);
    String own = "http://" + browser.uri("/").getAuthority();
    assertThat(browser.with("Origin", own).form("/sign-in", form).status()).isEqualTo(303);
  }

  @Test
  void theWayToAWorkloadLeadsThroughSignInAndBack() {
    var reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    String asked =
        "/sign-in?workload=" + encoded(WORKLOAD + "-8888") + "&to=" + encoded("/lab?a=b");
    assertThat(browser.get(asked).body()).contains("name=\"token\"").contains("/lab?a=b");

    var signedIn =
        browser.form(
            "/sign-in",
            "username=reader&password="
                + reader.password().value()
                + "&workload="
                + encoded(WORKLOAD + "-8888")
                + "&to="
                + encoded("/lab?a=b"));
    assertThat(signedIn.header("Location")).startsWith("/sign-in?workload=");
    String cookie = signedIn.header("Set-Cookie").split(";", 2)[0];
    var on = browser.with("Cookie", cookie).get(signedIn.header("Location"));

    assertThat(on.status()).isEqualTo(303);
    int port = browser.uri("/").getPort();
    assertThat(on.header("Location"))
        .startsWith(
            "http://"
                + Doors.NOTEBOOK
                + "-8888.notebook.localhost:"
                + port
                + "/.gatehouse/enter?code=gho_")
        .endsWith("&to=%2Flab%3Fa%3Db");
    assertThat(session(on)).isEqualTo(Credential.Kind.WORKLOAD_SESSION);
  }

  /** Takes the code of a redirect, as the gateway does. */
  private Credential.Kind session(Answer redirect) {
    var code = Pattern.compile("code=([^&]+)").matcher(redirect.header("Location"));
    assertThat(code.find()).isTrue();
    var value = new Secret(URLDecoder.decode(code.group(1), StandardCharsets.UTF_8));
    Secret session = installation.sessions.enter(value, Doors.NOTEBOOK.toString());
    var caller =
        installation.signIn.authenticate(
            new gatehouse.core.access.Presented.Cookie(Credential.Kind.WORKLOAD_SESSION, session),
            "::1");
    return caller.credentialOrNull().kind();
  }

  @Test
  void theSignInLeadsBackToAPlaceOfThePanelAndToNoOtherHost() {
    String login = "username=admin&password=" + encoded(Installation.PASSWORD) + "&to=";

    assertThat(browser.get("/sign-in?to=" + encoded("/access/users")).body())
        .contains("value=\"/access/users\"");
    assertThat(browser.form("/sign-in", login + encoded("/access/users")).header("Location"))
        .isEqualTo("/access/users");
    for (String to : List.of("//evil.example", "https://evil.example", "/\\evil", "/a\nb", "x")) {
      assertThat(browser.form("/sign-in", login + encoded(to)).header("Location")).isEqualTo("/");
    }
  }

  @Test
  void nobodyIsSentToAnotherHost() {
    var admin = signedIn("admin", new Secret(Installation.PASSWORD));

    for (String to :
        List.of("//evil.example/", "https://evil.example/", "\\\\evil", "/\\evil", "x", "/a\nb")) {
      var answer = admin.get("/sign-in?workload=" + encoded(WORKLOAD) + "&to=" + encoded(to));
      assertThat(answer.header("Location")).as(to).endsWith("&to=%2F");
    }
    for (String workload :
        List.of(
            "notebook/evil.example",
            "notebook/" + Doors.NOTEBOOK + ".evil.example/",
            "job/" + Doors.NOTEBOOK,
            "../etc",
            "notebook/" + Doors.NOTEBOOK + "-99999999")) {
      var answer = admin.get("/sign-in?workload=" + encoded(workload));
      assertThat(answer.status()).as(workload).isEqualTo(404);
    }
    assertThat(admin.get("/sign-in?credentialToken=" + encoded("//evil")).header("Location"))
        .isEqualTo("/");
  }

  @Test
  void whoMayNotOpenAWorkloadIsToldWhy() {
    var bystander = installation.user("bystander");

    var answer =
        signedIn("bystander", bystander.password()).get("/sign-in?workload=" + encoded(WORKLOAD));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("AI Training Reader").contains("/sign-out");
  }

  @Test
  void aTokenOpensAWorkloadButNoPanel() {
    var token =
        installation.tokens.create(
            installation.admin(),
            installation.project,
            new NewToken("demo", RoleName.AI_TRAINING_READ, Selector.parse("team=a"), null));
    var narrow =
        installation.tokens.create(
            installation.admin(),
            installation.project,
            new NewToken("other", RoleName.AI_TRAINING_READ, Selector.parse("team=b"), null));
    String goal = "&workload=" + encoded(WORKLOAD) + "&to=%2F";

    var entered = browser.form("/sign-in", "token=" + token.value().value() + goal);
    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.header("Location")).contains("/.gatehouse/enter?code=");
    assertThat(entered.header("Set-Cookie")).isEmpty();
    assertThat(session(entered)).isEqualTo(Credential.Kind.WORKLOAD_SESSION);
    assertThat(browser.form("/sign-in", "token=" + narrow.value().value() + goal).status())
        .isEqualTo(403);
    assertThat(browser.form("/sign-in", "token=nonsense" + goal).status()).isEqualTo(401);
  }

  @Test
  void whatATokenOpenedEndsWithTheToken() {
    var made =
        installation.tokens.create(
            installation.admin(),
            installation.project,
            new NewToken("demo", RoleName.AI_TRAINING_READ, Selector.ALL, null));
    String goal = "&workload=" + encoded(WORKLOAD) + "&to=%2F";
    session(browser.form("/sign-in", "token=" + made.value().value() + goal));

    var receipt =
        installation.tokens.delete(installation.admin(), installation.project, made.token().id());

    assertThat(receipt.credentials())
        .containsEntry(Credential.Kind.TOKEN, 1)
        .containsEntry(Credential.Kind.WORKLOAD_SESSION, 1);
  }

  @Test
  void signingOutEndsTheSession() {
    var session = installation.panelSession("admin", new Secret(Installation.PASSWORD));
    var admin = browser.cookie(session);
    assertThat(admin.form("/sign-out", "").status()).isEqualTo(403);

    var out = admin.form("/sign-out", "csrf=" + PanelSession.csrf(session));

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(admin.get("/").header("Location")).isEqualTo("/sign-in");
  }

  @Test
  void theSetUpLinkSetsThePasswordOnce() {
    String code = setUpCode();
    assertThat(browser.get("/set-up?code=" + code).body()).contains(code);
    String form = "code=" + code + "&password=a-long-one-indeed&again=";

    assertThat(browser.form("/set-up", form + "another").status()).isEqualTo(400);
    assertThat(browser.form("/set-up", "code=" + code + "&password=short&again=short").status())
        .isEqualTo(400);
    assertThat(browser.form("/set-up", form + "a-long-one-indeed").status()).isEqualTo(200);
    assertThat(browser.form("/set-up", form + "a-long-one-indeed").status()).isEqualTo(401);
    var spent = browser.get("/set-up?code=" + code);
    assertThat(spent.status()).isEqualTo(401);
    assertThat(spent.body()).contains("has been used").contains("new link").doesNotContain("<form");
    assertThat(browser.form("/sign-in", "username=grace&password=a-long-one-indeed").status())
        .isEqualTo(303);
  }

  @Test
  void aConsumerKeyIsAcceptedOnItsPage() {
    var application =
        installation.applications.create(
            installation.admin(), "<i>tool</i>", "", List.of(), List.of());
    var pending =
        installation.applications.request(
            application.application().key(),
            List.of(new AccessRule("GET", "/cloud/*")),
            List.of(AddressRange.of("192.0.2.0/24")),
            "https://tool.example/back");
    String link = "/auth/?credentialToken=" + pending.validation().value();
    assertThat(browser.get(link).header("Location"))
        .isEqualTo("/sign-in?credentialToken=" + pending.validation().value());
    var session = installation.panelSession("admin", new Secret(Installation.PASSWORD));
    var admin = browser.cookie(session);

    assertThat(admin.get(link).body())
        .contains("&lt;i&gt;tool&lt;/i&gt;")
        .contains("/cloud/*")
        .contains("”, registered by yourself, wants to make these calls")
        .contains("from 192.0.2.0/24 only")
        .contains("Afterwards it asks you to go on to https://tool.example/back.")
        .doesNotContain("<i>");
    String form = "credentialToken=" + pending.validation().value() + "&answer=accept";
    assertThat(admin.form("/auth", form).status()).isEqualTo(403);
    var accepted = admin.form("/auth", form + "&csrf=" + PanelSession.csrf(session));
    assertThat(accepted.status()).isEqualTo(200);
    assertThat(accepted.body()).contains("href=\"https://tool.example/back\"");
    assertThat(installation.applications.keys(installation.admin())).hasSize(2);
    assertThat(admin.form("/auth", form + "&csrf=" + PanelSession.csrf(session)).status())
        .isEqualTo(404);
  }

  @Test
  void whoIsAskedForAConsumerKeyReadsWhoRegisteredTheApplication() {
    var ada = installation.user("ada", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    var bob = installation.user("bob", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    var theirs =
        installation.applications.create(
            new Actor(
                installation.caller(installation.session("bob", bob.password())), "127.0.0.1"),
            "Gatehouse itself",
            "",
            List.of(),
            List.of());
    var ours =
        installation.applications.create(installation.admin(), "backup", "", List.of(), List.of());
    var browserOfAda = browser.cookie(installation.panelSession("ada", ada.password()));

    assertThat(browserOfAda.get(asked(theirs.application().key())).body())
        .contains(
            "application number "
                + theirs.application().id()
                + ", registered by somebody else than you and the installation, wants")
        .contains("You are not sent anywhere afterwards.")
        .doesNotContain("Gatehouse itself");
    assertThat(browserOfAda.get(asked(ours.application().key())).body())
        .contains("the application “backup”, registered by the account admin, wants");
  }

  private String asked(String key) {
    var pending =
        installation.applications.request(
            key, List.of(new AccessRule("GET", "/*")), List.of(), null);
    return "/auth/?credentialToken=" + pending.validation().value();
  }

  @Test
  void aConsumerKeyIsRefusedOnItsPage() {
    var application =
        installation.applications.create(installation.admin(), "tool", "", List.of(), List.of());
    var pending =
        installation.applications.request(
            application.application().key(), List.of(new AccessRule("GET", "/*")), List.of(), null);
    var session = installation.panelSession("admin", new Secret(Installation.PASSWORD));

    var refused =
        browser
            .cookie(session)
            .form(
                "/auth",
                "answer=refuse&credentialToken="
                    + pending.validation().value()
                    + "&csrf="
                    + PanelSession.csrf(session));

    assertThat(refused.body()).contains("no access");
    assertThat(installation.applications.keys(installation.admin())).hasSize(1);
  }

  @Test
  void theStartPageListsWhatOneMayOpen() {
    var start = signedIn("admin", new Secret(Installation.PASSWORD)).get("/");

    assertThat(start.body())
        .contains("&lt;b&gt;study&lt;/b&gt;")
        .contains("href=\"http://" + Doors.NOTEBOOK + ".notebook.localhost:")
        .doesNotContain("<b>");
  }

  @Test
  void pagesNeedNoScriptsAndSayWhereFormsMayLead() {
    var page = browser.get("/sign-in?workload=" + encoded(WORKLOAD));

    assertThat(page.body()).doesNotContain("<script").doesNotContain("style=");
    assertThat(page.header("Content-Security-Policy"))
        .contains("form-action 'self' http://*.notebook.localhost:")
        .contains("frame-ancestors 'none'");
    var style = Pattern.compile("href=\"(/pages/style-[0-9a-f]+\\.css)\"").matcher(page.body());
    assertThat(style.find()).isTrue();
    var sheet = browser.get(style.group(1));
    assertThat(sheet.header("Content-Type")).startsWith("text/css");
    assertThat(sheet.header("Cache-Control")).contains("immutable");
    assertThat(sheet.body()).contains("prefers-color-scheme: dark");
  }

  @Test
  void everyFieldHasALabel() {
    String setUp = "/set-up?code=" + setUpCode();
    for (String path : List.of("/sign-in?workload=" + encoded(WORKLOAD), setUp)) {
      String body = browser.get(path).body();
      int shown = body.split("<input", -1).length - body.split("type=\"hidden\"", -1).length;
      assertThat(shown).isPositive();
      assertThat(body.split("<label>", -1).length - 1).isEqualTo(shown);
      assertThat(body).contains("<html lang=\"en\">").contains("<h1>");
    }
  }

  @Test
  void aBrowserGetsAPageForAnErrorAndAProgramGetsJson() {
    assertThat(browser.get("/no/such").body()).contains("<h1>Not found</h1>");
    assertThat(browser.get("/no/such").status()).isEqualTo(404);
    assertThat(browser.get("/v1/gatehouse/me").body()).startsWith("{");
    assertThat(installation.http().get("/no/such").body()).startsWith("{");
  }

  @Test
  void withoutALeaseTheStyleIsThereAndNothingElse() {
    installation.loseLease();

    assertThat(browser.get("/sign-in").status()).isEqualTo(503);
    assertThat(browser.get("/sign-in").header("Retry-After")).isEqualTo("2");
    assertThat(browser.get(Stylesheet.PATH).status()).isEqualTo(200);
  }

  private String setUpCode() {
    return installation
        .accounts
        .create(installation.admin(), new UserName("grace"))
        .setUpCode()
        .value();
  }
}
