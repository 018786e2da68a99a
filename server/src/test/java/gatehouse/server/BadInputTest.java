package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever wrong is sent through the front door is refused in words, and changes nothing. */
final class BadInputTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";
  private static final String ME = "/v1/gatehouse/me";

  @TempDir static Path folder;

  private static ServerProcess server;
  private static Client admin;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() throws Exception {
    Person ada = Person.made(admin, "Ada", "ai_training_read");
    assertThat(ada.client(server.client()).get(ME).status()).isEqualTo(200);

    changesNothing(
        () -> {
          Answer wrong = server.client().basic(ada.name(), "wrong-password").get(ME);
          Answer unknown = server.client().basic("user-nobodyhere00", "wrong-password").get(ME);
          refused(wrong, 401, "password");
          assertThat(unknown.status()).isEqualTo(401);
          assertThat(message(unknown)).isEqualTo(message(wrong));
          assertThat(wrong.header("WWW-Authenticate")).isNotEmpty();
          refused(
              server
                  .client()
                  .post(
                      "/v1/gatehouse/session",
                      Json.text(Map.of("username", ada.name(), "password", "wrong-password"))),
              401,
              "password");
        });
  }

  @Test
  void aSuspendedUserIsNotLetIn() throws Exception {
    Person ada = Person.made(admin, "Ada", "ai_training_operator");
    Client client = ada.client(server.client());
    assertThat(client.get(ME).status()).isEqualTo(200);
    assertThat(admin.post(USERS + "/" + ada.id() + "/suspend", "").status()).isEqualTo(200);

    changesNothing(
        () -> {
          refused(client.get(ME), 401, "suspended");
          refused(client.post("/v1/job", job("true")), 401, "suspended");
          refused(
              server
                  .client()
                  .post(
                      "/v1/gatehouse/session",
                      Json.text(Map.of("username", ada.name(), "password", ada.password()))),
              401,
              "suspended");
        });
  }

  @Test
  void anExpiredTokenIsNotLetIn() throws Exception {
    Answer made =
        admin.post(
            "/v1/token",
            Json.text(
                Map.of(
                    "name",
                    "short-lived",
                    "role",
                    "ai_training_read",
                    "expiresAt",
                    Instant.now().plusMillis(1500).toString())));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    Client machine = server.client().bearer(tokenOf(made));
    assertThat(machine.get("/v1/job").status()).isEqualTo(200);
    Until.holds(() -> machine.get("/v1/job").status() != 200);

    changesNothing(
        () -> {
          refused(machine.get("/v1/job"), 401, "ended at");
          refused(machine.post("/v1/job", job("true")), 401, "ended at");
        });
  }

  @Test
  void aTokenReachesNoFurtherThanItsRoleAndItsLabels() throws Exception {
    Answer made =
        admin.post(
            "/v1/token",
            "{\"name\":\"team-a\",\"role\":\"ai_training_read\",\"labelSelector\":\"team=a\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    String others = idOf(admin.post("/v1/job", job("true")));
    Until.holds(() -> stateOf(others).equals("DONE"));
    Client machine = server.client().bearer(tokenOf(made));

    changesNothing(
        () -> {
          refused(machine.post("/v1/job", job("true")), 403, "launch jobs");
          assertThat(machine.get("/v1/job/" + others).status()).isIn(403, 404);
          assertThat(machine.delete("/v1/job/" + others).status()).isIn(403, 404);
          assertThat(machine.get("/v1/job").json().get("items").size()).isZero();
          refused(machine.get(USERS), 403, "users");
        });
  }

  @Test
  void aSignedCallIsRefusedWithABadSignatureOrAClockTooFarOff() throws Exception {
    Answer made =
        admin.post(
            "/v1/gatehouse/application",
            "{\"name\":\"script\",\"rules\":[{\"method\":\"GET\",\"path\":\"/*\"}]}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    JsonNode keys = made.json();
    long now = Instant.now().getEpochSecond();
    assertThat(signed(keys, "/1.0/me", now, "").status()).isEqualTo(200);

    changesNothing(
        () -> {
          Answer bad = signed(keys, "/1.0/me", now, "0".repeat(40));
          refused(bad, 400, "Invalid signature");
          assertThat(bad.body()).contains("INVALID_SIGNATURE");
          Answer late = signed(keys, "/1.0/me", now - 3600, "");
          refused(late, 400, "Query out of time");
          assertThat(late.body()).contains("QUERY_TIME_OUT");
        });
  }

  @Test
  void rolesThatAreUnknownOrGivenTwiceAreRefused() throws Exception {
    Person ada = Person.made(admin, "Ada", "ai_training_read");
    String roles = USERS + "/" + ada.id() + "/role";

    changesNothing(
        () -> {
          refused(admin.post(USERS, user("Bob", "wizard")), 400, "wizard");
          refused(admin.post(roles, "{\"name\":\"wizard\"}"), 400, "wizard");
          refused(admin.post(roles, "{\"name\":\"ai_training_read\"}"), 409, "already");
          refused(
              admin.post(USERS, user("Bob", "ai_training_read", "ai_training_read")), 400, "role");
          refused(admin.delete(roles + "/objectstore_operator"), 404, "role");
        });
  }

  @Test
  void aDescriptionIsThereAndNotTooLongAndPrintable() throws Exception {
    changesNothing(
        () -> {
          refused(admin.post(USERS, user("")), 400, "description");
          refused(admin.post(USERS, user("   ")), 400, "description");
          refused(admin.post(USERS, "{}"), 400, "description");
          refused(admin.post(USERS, user("x".repeat(100_000))), 400, "at most 255 characters");
          refused(
              admin.post(USERS, "{\"description\":\"a\\u0000b\"}"), 400, "no control characters");
          refused(admin.sendBytes("POST", USERS, bytes("{\"description\":\"a\0b\"}"), ""), 400, "");
        });
  }

  @Test
  void aBodyIsWholeJsonInUtf8AndNotTooLarge() throws Exception {
    byte[] notUtf8 = bytes("{\"description\":\"a?b\"}");
    notUtf8[17] = (byte) 0xC3;

    changesNothing(
        () -> {
          refused(admin.sendBytes("POST", USERS, notUtf8, ""), 400, "valid UTF-8");
          refused(admin.post(USERS, "{\"description\":\"Bob"), 400, "body");
          refused(admin.post(USERS, "[]"), 400, "body");
          refused(admin.post(USERS, "{\"description\":{}}"), 400, "description");
          refused(admin.post(USERS, "{\"description\":\"Bob\",\"colour\":\"red\"}"), 400, "colour");
          // More than once: the refusal comes while the body is still on its way.
          for (int i = 0; i < 20; i++) {
            refused(admin.sendBytes("POST", USERS, new byte[2 << 20], ""), 413, "1048576 bytes");
          }
          refused(admin.sendBytes("POST", "/v1/job", notUtf8, ""), 400, "valid UTF-8");
          refused(admin.post("/v1/job", "{\"image\":\"host\",\"command\":[\"tr"), 400, "body");
        });
  }

  @Test
  void pagesAndPathsAreReadStrictly() throws Exception {
    changesNothing(
        () -> {
          refused(admin.get(USERS + "?page=-1"), 400, "page");
          refused(admin.get("/v1/job?page=-1"), 400, "page");
          refused(admin.get("/v1/job?size=many"), 400, "size");
          refused(admin.get(USERS + "/%00"), 400, "");
          refused(admin.get(USERS + "/99999999"), 404, "user");
          refused(admin.get("/v1/job/not-an-id"), 400, "id");
          assertThat(admin.send("PATCH", USERS, "").status()).isEqualTo(405);
          assertThat(admin.get("/v1/nothing-here").status()).isEqualTo(404);
        });
  }

  @Test
  void whatCannotRunIsRefusedWithWhatCan() throws Exception {
    changesNothing(
        () -> {
          refused(
              admin.post(
                  "/v1/job",
                  "{\"image\":\"host\",\"command\":[\"true\"],\"defaultHttpPort\":70000}"),
              400,
              "ort");
          refused(
              admin.post(
                  "/v1/job", "{\"image\":\"host\",\"command\":[\"true\"],\"defaultHttpPort\":0}"),
              400,
              "ort");
          refused(
              admin.post("/v1/job", "{\"image\":\"https://No Where\",\"command\":[\"true\"]}"),
              400,
              "an image such as");
          refused(
              admin.post("/v1/notebook", "{\"env\":{\"frameworkId\":\"nowhere\"}}"), 400, "env.");
          refused(admin.post("/v1/job", "{\"image\":\"host\"}"), 400, "command");
          refused(
              admin.post(
                  "/v1/job",
                  "{\"image\":\"host\",\"command\":[\"true\"],\"resources\":{\"cpu\":4096}}"),
              402,
              "4096 CPU");
          refused(
              admin.post("/v1/notebook", "{\"env\":{\"editorId\":\"vscode\"}}"),
              400,
              "env.editorId");
        });
  }

  @Test
  void aCommandThatIsNotThereFailsItsJobInASentence() throws Exception {
    String id = idOf(admin.post("/v1/job", job("no-such-program-anywhere", "--fast")));

    Until.holds(() -> List.of("FAILED", "ERROR", "DONE").contains(stateOf(id)));

    JsonNode status = admin.get("/v1/job/" + id).json().get("status");
    assertThat(status.get("state").asString()).isEqualTo("FAILED");
    assertThat(status.get("info").get("message").asString()).contains("no-such-program-anywhere");
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    changesNothing(
        () -> {
          refused(admin.delete("/v1/gatehouse/account/admin"), 409, "last");
          refused(admin.post("/v1/gatehouse/account/admin/suspend", ""), 409, "last");
        });
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void changesNothing(Attempt attempt) throws IOException {
    Picture before = Picture.taken();
    attempt.run();
    assertThat(Picture.taken()).isEqualTo(before);
  }

  /** What there is: users and jobs, and the revision of the last change to access. */
  private record Picture(JsonNode users, JsonNode jobs, long revision) {
    static Picture taken() throws IOException {
      JsonNode users = admin.get(USERS + "?size=1000").json();
      // Written now and then, whenever somebody was let in.
      users.get("items").forEach(user -> ((ObjectNode) user).remove("lastSignIn"));
      long revision = 0;
      for (JsonNode line : admin.get("/v1/gatehouse/project/-/audit?limit=1000").json()) {
        revision = Math.max(revision, line.get("revision").asLong());
      }
      return new Picture(users, admin.get("/v1/job?size=100").json(), revision);
    }
  }

  private static void refused(Answer answer, int status, String says) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(message(answer)).isNotBlank().contains(says);
  }

  private static String message(Answer answer) {
    return answer.json().get("message").asString();
  }

  private static String user(String description, String... roles) {
    return Json.text(Map.of("description", description, "roles", List.of(roles)));
  }

  private static String job(String... command) {
    return Json.text(Map.of("image", "host", "command", List.of(command)));
  }

  private static String idOf(Answer made) {
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().get("id").asString();
  }

  private static String stateOf(String job) throws IOException {
    return admin.get("/v1/job/" + job).json().get("status").get("state").asString();
  }

  private static String tokenOf(Answer made) {
    return made.json().get("status").get("value").asString();
  }

  /** A call of the model's clients; signed rightly where no other signature is given. */
  private static Answer signed(JsonNode keys, String path, long at, String signature)
      throws IOException {
    String key = keys.get("consumerKey").asString();
    String url = "http://localhost:" + server.port() + path;
    String text =
        String.join(
            "+", keys.get("applicationSecret").asString(), key, "GET", url, "", Long.toString(at));
    return server
        .client()
        .sendBytes(
            "GET",
            path,
            new byte[0],
            "X-Ovh-Application: "
                + keys.get("applicationKey").asString()
                + "\r\nX-Ovh-Consumer: "
                + key
                + "\r\nX-Ovh-Timestamp: "
                + at
                + "\r\nX-Ovh-Signature: $1$"
                + (signature.isEmpty() ? sha1(text) : signature)
                + "\r\n");
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
