package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.workload.WorkloadKind.APP;
import static gatehouse.core.workload.WorkloadKind.NOTEBOOK;
import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.SecretKind;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.gateway.House.Someone;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a caller's credentials a workload gets to see. */
class GatewayWithholdsTest {
  private House house;
  private Someone reader;
  private RawServer server;
  private String publicApp;
  private String[] notebook;

  @BeforeEach
  void open() throws Exception {
    house = new House();
    reader = house.someone(AI_TRAINING_READ);
    server = house.tcp(connection -> connection.answerAll("in"));
    var upstream = new Upstream.Tcp("127.0.0.1", server.port(), Map.of());
    WorkloadId app = house.workloads.add(APP, true, true, "RUNNING", true);
    house.workloads.reach(app, 0, upstream);
    publicApp = "Host: " + House.host(APP, app);
    WorkloadId id = house.workloads.running(NOTEBOOK, 0, upstream);
    String cookie = "Cookie: gatehouse_workload=" + house.session(reader, id).value();
    notebook = new String[] {"Host: " + House.host(NOTEBOOK, id), cookie};
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  /** The head as the workload of that host sees it. */
  private String seen(String header, String... to) throws Exception {
    try (var client = house.client()) {
      String lines = String.join("\r\n", to);
      assertThat(client.send(head("GET / HTTP/1.1", lines, header)).answer()).endsWith("in");
      return server.nextHead();
    }
  }

  private static String basic(String pair) {
    return "Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPasswordBesideACookieIsNotPassedOn() throws Exception {
    String pair = basic(reader.name() + ":" + reader.password().value());

    assertThat(seen("Authorization: " + pair, notebook)).doesNotContain("Authorization");
    assertThat(seen("Authorization: " + pair.replace("Basic ", "bAsIc\t"), notebook))
        .doesNotContain("Authorization");
    assertThat(seen("Authorization: token theirs", notebook))
        .contains("Authorization: token theirs");
    assertThat(seen("Authorization: Basically theirs", notebook)).contains("Basically theirs");
  }

  @Test
  void aPasswordOfOursIsNotPassedOnToAPublicApp() throws Exception {
    String pair = basic(reader.name() + ":" + reader.password().value());
    assertThat(seen("Authorization: " + pair, notebook[0])).doesNotContain("Authorization");

    assertThat(seen("Authorization: " + pair, publicApp)).doesNotContain("Authorization");
    assertThat(seen("Authorization: " + basic("user-aB3dE6gH9kLm:never seen"), publicApp))
        .doesNotContain("Authorization");
    assertThat(seen("Authorization: " + basic("user-aB3dE6gH9kLm:caf\u00e9"), publicApp))
        .doesNotContain("Authorization");
    assertThat(seen("Authorization: " + basic("git:ghc_abc"), publicApp))
        .doesNotContain("Authorization");
  }

  @Test
  void aPasswordBesideANameOfOursIsNotPassedOnThoughNobodyHereHasSeenEither() throws Exception {
    Someone stranger = house.someone(AI_TRAINING_READ);
    String right = basic(stranger.name() + ":" + stranger.password().value());
    String mistyped = basic(stranger.name() + ":almost it");

    assertThat(seen("Authorization: " + right, publicApp)).doesNotContain("Authorization");
    assertThat(seen("Authorization: " + mistyped, publicApp)).doesNotContain("Authorization");
  }

  @Test
  void aPasswordOfAPublicAppsOwnIsPassedOn() throws Exception {
    for (String pair : new String[] {"someone:secret", "user-short:secret", "x:caf\u00e9"}) {
      assertThat(seen("Authorization: " + basic(pair), publicApp))
          .contains("Authorization: " + basic(pair) + "\r\n");
    }
  }

  @Test
  void noSecretOfOursIsPassedOnHoweverItIsSpaced() throws Exception {
    for (SecretKind kind : SecretKind.values()) {
      String secret = kind.prefix() + "abc";
      for (String[] to : new String[][] {notebook, {publicApp}}) {
        assertThat(seen("Authorization: Bearer\t" + secret, to)).doesNotContain(secret);
        assertThat(seen("Authorization: Bearer \t " + secret, to)).doesNotContain(secret);
        assertThat(seen("Authorization: token " + secret, to)).doesNotContain(secret);
        assertThat(seen("X-Auth-Token: " + secret, to)).doesNotContain(secret);
        assertThat(seen("x_auth_token:\t" + secret, to)).doesNotContain(secret);
      }
    }
    assertThat(seen("X-Auth-Token: theirs", notebook)).contains("X-Auth-Token: theirs");
  }

  @Test
  void ourOwnWebServerSeesAllOfIt() throws Exception {
    RawServer web = house.web(connection -> connection.answerAll("panel"));
    try (var client = house.client()) {
      client
          .send(
              head(
                  "GET / HTTP/1.1",
                  "Host: localhost",
                  "Authorization: " + basic("a:b"),
                  "X-Auth-Token: ghu_abc"))
          .answer();
    }
    assertThat(web.nextHead()).contains(basic("a:b"), "X-Auth-Token: ghu_abc");
  }
}
