package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.workload.WorkloadKind.APP;
import static gatehouse.core.workload.WorkloadKind.NOTEBOOK;
import static gatehouse.doors.gateway.RawClient.head;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Secret;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.gateway.House.Someone;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see, and how they get in. */
class PagesTest {
  private static final String BROWSER = "Accept: text/html,*/*";

  private House house;
  private Someone reader;

  @BeforeEach
  void open() throws Exception {
    house = new House();
    reader = house.someone(AI_TRAINING_READ);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private WorkloadId notebook(RawServer.Talk talk) throws Exception {
    RawServer server = house.tcp(talk);
    return house.workloads.running(
        NOTEBOOK, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of()));
  }

  private static String host(WorkloadId id) {
    return "Host: " + House.host(NOTEBOOK, id);
  }

  private String answer(String... lines) throws Exception {
    try (var client = house.client()) {
      return client.send(head(lines)).answer();
    }
  }

  @Test
  void aBrowserIsSentToSignInAndBack() throws Exception {
    WorkloadId id = notebook(connection -> connection.answerAll("lab"));
    String redirect = answer("GET /lab?x=1&y HTTP/1.1", host(id), BROWSER);
    assertThat(redirect)
        .startsWith("HTTP/1.1 302 ")
        .contains("http://localhost:8080/sign-in?workload=notebook%2F" + id + "&to=%2Flab%3Fx%3D1")
        .contains("<title>One step further", "Sign in first.")
        .doesNotContain("www-authenticate", "Found</h1>");

    house.codes.put("gho_1@" + id, house.session(reader, id));
    String in =
        answer("GET /.gatehouse/enter?code=gho_1&to=%2Flab%3Fx HTTP/1.1", host(id), BROWSER);
    assertThat(in)
        .startsWith("HTTP/1.1 303 ")
        .contains("location: /lab?x\r\n")
        .containsPattern(
            "set-cookie: gatehouse_workload=ghw_\\w+; Path=/; HttpOnly; SameSite=Lax\r");
    String cookie = in.replaceAll("(?s).*set-cookie: ([^;]+);.*", "$1");

    assertThat(answer("GET /lab HTTP/1.1", host(id), "Cookie: " + cookie)).endsWith("lab");

    String again = answer("GET /.gatehouse/enter?code=gho_1&to=/ HTTP/1.1", host(id), BROWSER);
    assertThat(again).startsWith("HTTP/1.1 401 ").contains("Sign in again", "/sign-in?workload=");
  }

  @Test
  void theWayInLeadsNowhereElse() {
    assertThat(Entry.safePath("/a?b")).isEqualTo("/a?b");
    assertThat(Entry.safePath("//evil.example")).isEqualTo("/");
    assertThat(Entry.safePath("/\\evil.example")).isEqualTo("/");
    assertThat(Entry.safePath("https://evil.example")).isEqualTo("/");
    assertThat(Entry.safePath("/a\r\nSet-Cookie: x")).isEqualTo("/");
    assertThat(Entry.safePath("/.gatehouse/enter?code=x")).isEqualTo("/");
    assertThat(Entry.safePath("")).isEqualTo("/");
  }

  @Test
  void aSessionOfOneWorkloadOpensNoOther() throws Exception {
    WorkloadId mine = notebook(connection -> connection.answerAll("mine"));
    WorkloadId other = notebook(connection -> connection.answerAll("other"));
    Secret session = house.session(reader, mine);
    String cookie = "Cookie: gatehouse_workload=" + session.value();

    assertThat(answer("GET / HTTP/1.1", host(mine), cookie)).endsWith("mine");
    assertThat(answer("GET / HTTP/1.1", host(other), cookie)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void whatAnotherWorkloadMakesABrowserSendDoesNotActByTheCookie() throws Exception {
    WorkloadId id = notebook(connection -> connection.answerAll("mine"));
    String cookie = "Cookie: gatehouse_workload=" + house.session(reader, id).value();
    String own = "Origin: http://" + House.host(NOTEBOOK, id);
    String evil = "Origin: http://" + House.host(NOTEBOOK, new WorkloadId(UUID.randomUUID()));

    assertThat(answer("POST / HTTP/1.1", host(id), cookie, own, "Content-Length: 0"))
        .endsWith("mine");
    assertThat(answer("POST / HTTP/1.1", host(id), cookie, evil, "Content-Length: 0"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(answer("GET / HTTP/1.1", host(id), cookie, "Sec-Fetch-Site: same-site"))
        .startsWith("HTTP/1.1 401 ");
    String mode = "Sec-Fetch-Mode: navigate";
    String site = "Sec-Fetch-Site: same-site";
    assertThat(answer("GET / HTTP/1.1", host(id), cookie, site, mode, "Sec-Fetch-Dest: document"))
        .endsWith("mine");
    assertThat(answer("GET / HTTP/1.1", host(id), cookie, site, mode, "Sec-Fetch-Dest: iframe"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void overTlsOnlyACookieThatNoOtherHostCanSetCounts() {
    var headers =
        new DefaultHttpHeaders().add("Cookie", "__Host-gatehouse_workload=a; gatehouse_workload=b");

    assertThat(Cookies.sessions(headers, true)).containsExactly("a");
    assertThat(Cookies.sessions(headers, false)).containsExactly("b");
    assertThat(Cookies.withoutOurs("x=1; __Host-gatehouse_workload=a")).isEqualTo("x=1");
    assertThat(Cookies.setting("s", true)).startsWith("__Host-gatehouse_workload=s; Path=/;");
  }

  @Test
  void whatAnotherSiteMakesABrowserSendDoesNotActByThePasswordItKnows() throws Exception {
    WorkloadId id = notebook(connection -> connection.answerAll("mine"));
    String pair = reader.name() + ":" + reader.password().value();
    String basic =
        "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(US_ASCII));
    String own = "Origin: http://" + House.host(NOTEBOOK, id);
    String post = "POST / HTTP/1.1";
    String empty = "Content-Length: 0";

    assertThat(answer(post, host(id), basic, empty)).endsWith("mine");
    assertThat(answer(post, host(id), basic, own, empty)).endsWith("mine");
    assertThat(answer(post, host(id), reader.bearer(), "Origin: http://x.example", empty))
        .endsWith("mine");
    assertThat(answer("GET / HTTP/1.1", host(id), basic, "Sec-Fetch-Site: none")).endsWith("mine");
    for (String foreign :
        new String[] {
          "Origin: http://x.example",
          "Origin: null",
          own + "\r\nOrigin: http://x.example",
          "Sec-Fetch-Site: same-site",
          "Sec-Fetch-Site: cross-site"
        }) {
      assertThat(answer(post, host(id), basic, foreign, empty))
          .as(foreign)
          .startsWith("HTTP/1.1 401 ");
    }
    assertThat(
            answer(
                "GET / HTTP/1.1",
                host(id),
                basic,
                "Origin: http://x.example",
                "Connection: Upgrade",
                "Upgrade: websocket"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void twoAuthorizationsAreAmbiguous() throws Exception {
    WorkloadId id = notebook(connection -> connection.answerAll("mine"));
    house.web(connection -> connection.answerAll("panel"));
    for (String host : new String[] {"Host: localhost", host(id)}) {
      assertThat(answer("GET / HTTP/1.1", host, reader.bearer(), "Authorization: Bearer x"))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void aWorkloadReachesNoCookieBeyondItsOwnHost() throws Exception {
    WorkloadId id =
        notebook(
            connection -> {
              connection.head();
              connection.say(
                  head(
                      "HTTP/1.1 200 OK",
                      "Set-Cookie: gatehouse_workload=x; Domain=notebook.localhost",
                      "Set-Cookie: __Host-gatehouse_workload=x; Path=/; Secure",
                      "Set-Cookie: theirs=1; Path=/; domain=.localhost; HttpOnly",
                      "Clear-Site-Data: \"cookies\"",
                      "Connection: X-Hop",
                      "X-Hop: 1",
                      "Content-Length: 0"));
            });

    assertThat(answer("GET / HTTP/1.1", host(id), reader.bearer()))
        .contains("theirs=1; Path=/; HttpOnly\r\n")
        .doesNotContain("gatehouse_workload", "X-Hop", "Clear-Site-Data");
  }

  @Test
  void thePanelHearsWhichProjectAndByWhosePage() throws Exception {
    house.web(
        connection -> {
          String head = connection.head();
          connection.say(head("HTTP/1.1 200 OK", "Content-Length: " + head.length()) + head);
        });

    assertThat(
            answer(
                "GET /v1/me HTTP/1.1",
                "Host: localhost",
                "X-Gatehouse-Project: p1",
                "X-Gatehouse-CSRF: c1",
                "X-Gatehouse-User: root"))
        .contains("X-Gatehouse-Project: p1", "X-Gatehouse-CSRF: c1")
        .doesNotContain("root");
  }

  @Test
  void thePanelSetsOurCookies() throws Exception {
    house.web(
        connection -> {
          connection.head();
          connection.say(
              head("HTTP/1.1 303 See Other", "Set-Cookie: gatehouse_panel=x", "Content-Length: 0"));
        });

    assertThat(answer("GET /sign-in HTTP/1.1", "Host: localhost"))
        .contains("gatehouse_panel=x")
        .doesNotContain("strict-transport-security");
  }

  @Test
  void aWorkloadOnItsWayHasAPageThatLooksAgain() throws Exception {
    WorkloadId id = house.workloads.add(NOTEBOOK, false, false, "STARTING", false);

    assertThat(answer("GET / HTTP/1.1", host(id), reader.bearer(), BROWSER))
        .startsWith("HTTP/1.1 503 ")
        .contains("http-equiv=\"refresh\"", "w&lt;1&gt; is starting", "Because &amp; why.")
        .doesNotContain("w<1>");
    assertThat(answer("GET / HTTP/1.1", host(id), reader.bearer()))
        .contains("retry-after: 2", "{\"message\":\"Because & why.\"}");
  }

  @Test
  void aWorkloadThatHasEndedDoesNotLookAgain() throws Exception {
    WorkloadId id = house.workloads.add(NOTEBOOK, false, true, "FAILED", false);

    assertThat(answer("GET / HTTP/1.1", host(id), reader.bearer(), BROWSER))
        .startsWith("HTTP/1.1 503 ")
        .contains("has failed")
        .doesNotContain("refresh", "retry-after");
  }

  @Test
  void aPortWhereNothingListensIsSaid() throws Exception {
    WorkloadId id = house.workloads.add(NOTEBOOK, true, true, "RUNNING", false);
    house.workloads.reach(
        id, 6006, new Upstream.UnixSocket(house.folder.resolve("none.sock"), 6006, Map.of()));
    String host = "Host: " + id + "-6006.notebook.localhost";

    assertThat(answer("GET / HTTP/1.1", host, reader.bearer()))
        .startsWith("HTTP/1.1 503 ")
        .contains("nothing answers on port 6006 yet");
  }

  @Test
  void anUnknownWorkloadIsNotHere() throws Exception {
    var nowhere = new WorkloadId(UUID.randomUUID());

    assertThat(answer("GET / HTTP/1.1", host(nowhere), reader.bearer()))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  void aPublicAppOpensForAnybody() throws Exception {
    RawServer server = house.tcp(connection -> connection.answerAll("open"));
    WorkloadId id = house.workloads.add(APP, true, true, "RUNNING", true);
    house.workloads.reach(id, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of()));
    String host = "Host: " + House.host(APP, id);

    assertThat(answer("GET / HTTP/1.1", host, "Authorization: Bearer theirs")).endsWith("open");
    assertThat(server.nextHead())
        .contains("Authorization: Bearer theirs")
        .doesNotContain("X-Gatehouse");
    assertThat(answer("GET / HTTP/1.1", host, reader.bearer())).endsWith("open");
    assertThat(server.nextHead()).doesNotContain("Authorization");
  }

  @Test
  void theKeysOfTheSignedIdentityAreToldToAnybody() throws Exception {
    WorkloadId id = notebook(connection -> connection.answerAll("lab"));
    for (String host : new String[] {"Host: localhost", "Host: panel.example", host(id)}) {
      assertThat(answer("GET /.well-known/jwks.json HTTP/1.1", host))
          .startsWith("HTTP/1.1 200 ")
          .contains("cache-control: public, max-age=300\r\n", "application/jwk-set+json")
          .endsWith(house.keys.jwksJson())
          .doesNotContain("\"d\"");
    }
    assertThat(answer("POST /.well-known/jwks.json HTTP/1.1", host(id), "Content-Length: 0"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(answer("GET /.well-known/jwks.jsonx HTTP/1.1", host(id)))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void theSignedIdentityCanBeChecked() throws Exception {
    RawServer server = house.tcp(connection -> connection.answerAll("ok"));
    WorkloadId id =
        house.workloads.running(
            NOTEBOOK, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of()));
    answer("GET / HTTP/1.1", host(id), reader.bearer());

    String token = server.nextHead().replaceAll("(?s).*X-Gatehouse-Identity: (\\S+).*", "$1");
    var jwt = com.nimbusds.jwt.SignedJWT.parse(token);
    String served = answer("GET /.well-known/jwks.json HTTP/1.1", host(id));
    var key =
        com.nimbusds.jose.jwk.JWKSet.parse(served.substring(served.indexOf("\r\n\r\n")))
            .getKeyByKeyId(jwt.getHeader().getKeyID());

    assertThat(jwt.verify(new com.nimbusds.jose.crypto.ECDSAVerifier(key.toECKey()))).isTrue();
    assertThat(key.isPrivate()).isFalse();
    assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(id.toString());
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo(reader.subject().toString());
  }
}
