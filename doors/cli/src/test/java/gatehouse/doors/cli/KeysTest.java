package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tokens and applications. */
class KeysTest extends CommandTest {
  private static final String TOKEN =
      """
      {"id":"%s","createdAt":"2026-11-23T10:00:00Z","spec":{"name":"ci","role":"ai_training_read",
       "labelSelector":"a=b"},"status":{"value":"ghtoken","version":1}}"""
          .formatted(ID);

  @Test
  void aTokenIsCreatedWithItsScopeAndShownOnce() {
    server.answers("POST /v1/token", TOKEN);

    var ran =
        shell.run(
            "token", "create", "ci", "-r", "read", "-l", "a=b", "-l", "c=d", "--expires", "2w");

    assertThat(server.last().body())
        .isEqualTo(
            "{\"name\":\"ci\",\"role\":\"read\",\"labelSelector\":\"a=b,c=d\","
                + "\"expiresAt\":\"2026-12-07T12:00:00Z\"}");
    assertThat(ran.out()).containsOnlyOnce("Token: ghtoken");
    assertThat(shell.run("token", "create", "ci").code()).isEqualTo(2);
  }

  @Test
  void tokensAreListedShownRenewedAndDeleted() {
    server.answers(
        "GET /v1/token?size=100",
        "{\"items\":[" + TOKEN + "],\"metadata\":{\"currentPage\":1,\"total\":1}}");
    server.answers("GET /v1/token/" + ID, TOKEN);
    server.answers("POST /v1/token/" + ID + "/renew", TOKEN);
    server.answers("DELETE /v1/token/" + ID, 204, "");

    assertThat(shell.run("token", "list").out()).contains("a=b").doesNotContain("ghtoken");
    assertThat(shell.run("token", "get", ID).out()).startsWith("ci\n").doesNotContain("ghtoken");
    assertThat(shell.run("token", "renew", ID).out()).contains("Token: ghtoken");
    assertThat(shell.run("token", "delete", ID).out()).isEqualTo("Deleted the token " + ID + ".\n");
  }

  @Test
  void anS3KeyIsOnesOwnWhereNobodyElseIsNamed() {
    String keys = "/v1/gatehouse/project/-/user/user-me/s3-key";
    server.answers("GET /v1/gatehouse/me", "{\"kind\":\"user\",\"name\":\"user-me\"}");
    server.answers("POST " + keys, "{\"access\":\"a1\",\"secret\":\"s1\"}");
    server.answers("GET " + keys, "[{\"access\":\"a1\"}]");

    assertThat(shell.run("s3-key", "create").out()).contains("a1", "s1");
    assertThat(shell.run("s3-key", "list").out()).contains("a1");
  }

  @Test
  void anAccountHasNoS3KeysOfItsOwn() {
    server.answers("GET /v1/gatehouse/me", "{\"kind\":\"account\",\"name\":\"admin\"}");

    assertThat(shell.run("s3-key", "create").err()).contains("you are none: name the user");
  }

  @Test
  void anApplicationIsHandedOverInTheFormsThatClientsRead() {
    server.answers(
        "POST /v1/gatehouse/application",
        """
        {"id":7,"applicationKey":"AK","applicationSecret":"AS","consumerKey":"CK",
         "endpoint":"http://localhost:8080/1.0"}""");

    var ran =
        shell.run("application", "create", "tf", "--rule", "GET /cloud/*", "--description", "d");

    assertThat(server.last().body())
        .isEqualTo(
            "{\"name\":\"tf\",\"description\":\"d\","
                + "\"rules\":[{\"method\":\"GET\",\"path\":\"/cloud/*\"}]}");
    assertThat(ran.out())
        .contains("[http://localhost:8080/1.0]\napplication_key=AK\napplication_secret=AS\n")
        .contains("export OVH_CONSUMER_KEY=CK\n")
        .contains("provider \"ovh\" {\n  endpoint           = \"http://localhost:8080/1.0\"\n");
  }

  @Test
  void aRuleWithoutAPathIsMisuse() {
    var ran = shell.run("application", "create", "tf", "--rule", "GET");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("A rule is a method and a path");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void applicationsAreListedAndDeleted() {
    server.answers(
        "GET /v1/gatehouse/application",
        "[{\"id\":7,\"applicationKey\":\"AK\",\"name\":\"tf\",\"createdAt\":\"2026-11-23T10:00:00Z\"}]");
    server.answers("DELETE /v1/gatehouse/application/7", "{\"receipt\":" + RECEIPT + "}");

    assertThat(shell.run("application", "list").out()).contains("AK", "never");
    assertThat(shell.run("application", "delete", "7").out()).contains("In force on 1 node");
  }
}
