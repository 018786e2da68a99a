package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A secret is shown once, and is nowhere after that but with whom it was shown to. */
final class SecretsTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";
  private static final String NO_SECRET = "Ada, whose description is no secret";

  @TempDir Path folder;

  private final Map<String, String> secrets = new LinkedHashMap<>();

  @Test
  void secretsAreInNoLogAndNoAuditAndNoDatabaseAndNoCommandLine() throws Exception {
    Path data = folder.resolve("data");
    try (var server = ServerProcess.first(data)) {
      live(server);
      Client admin = server.client().admin();
      String audit = admin.get("/v1/gatehouse/audit/export").body();
      assertThat(audit).contains("user.create");
      assertThat(secretsIn(audit)).as("in the audit").isEmpty();

      String lines = commandLines(server, data);
      assertThat(lines).contains("--admin-password-file").contains("checkpointer");
      assertThat(secretsIn(lines)).as("in a command line").isEmpty();
      assertThat(server.stop()).isZero();
      assertThat(secretsIn(server.log())).as("in the log").isEmpty();
    }

    Map<String, String> places = new TreeMap<>();
    boolean canSee = false;
    for (Path file : files(data)) {
      String content = content(file);
      canSee |= file.startsWith(data.resolve("postgres")) && content.contains(NO_SECRET);
      secretsIn(content).forEach(name -> places.put(name, file.toString()));
    }
    assertThat(canSee).as("what is no secret is found in the database's files").isTrue();
    assertThat(places).isEmpty();
  }

  /** One of everything that shows a secret, used rightly and wrongly. */
  private void live(ServerProcess server) throws IOException {
    secrets.put("the admin's password", ServerProcess.ADMIN_PASSWORD);
    String link = setUpLink(server.client().basic("admin", ServerProcess.ADMIN_PASSWORD));
    secrets.put("the set-up code", link.substring(link.indexOf("code=") + 5));
    assertThat(server.client().get("/set-up?code=" + secrets.get("the set-up code")).status())
        .isEqualTo(200);

    Answer session =
        server
            .client()
            .post(
                "/v1/gatehouse/session",
                Json.text(Map.of("username", "admin", "password", ServerProcess.ADMIN_PASSWORD)));
    secrets.put("a session", session.json().get("token").asString());
    Client admin = server.client().bearer(secrets.get("a session"));

    JsonNode made =
        admin
            .post(
                USERS,
                Json.text(
                    Map.of("description", NO_SECRET, "roles", List.of("ai_training_operator"))))
            .json();
    String user = made.get("user").get("username").asString();
    secrets.put("a user's first password", made.get("password").asString());
    Client basic = server.client().basic(user, secrets.get("a user's first password"));
    assertThat(basic.get("/v1/gatehouse/me").status()).isEqualTo(200);
    JsonNode again = admin.post(USERS + "/" + made.get("user").get("id") + "/password", "").json();
    secrets.put("a user's next password", again.get("password").asString());
    assertThat(basic.get("/v1/gatehouse/me").status()).isEqualTo(401);
    secrets.put(
        "the password as it is sent", base64(user + ":" + secrets.get("a user's next password")));
    secrets.put("a password that was mistyped", "my-dog-is-called-Rex-17");
    assertThat(
            server
                .client()
                .basic(user, secrets.get("a password that was mistyped"))
                .get("/v1/gatehouse/me")
                .status())
        .isEqualTo(401);

    JsonNode token =
        admin.post("/v1/token", "{\"name\":\"ci\",\"role\":\"ai_training_read\"}").json();
    secrets.put("a token", token.get("status").get("value").asString());
    assertThat(server.client().bearer(secrets.get("a token")).get("/v1/job").status())
        .isEqualTo(200);
    JsonNode renewed = admin.post("/v1/token/" + token.get("id").asString() + "/renew", "").json();
    secrets.put("a renewed token", renewed.get("status").get("value").asString());

    JsonNode client =
        admin
            .post(
                "/1.0/me/api/oauth2/client",
                "{\"name\":\"ci\",\"description\":\"\",\"flow\":\"CLIENT_CREDENTIALS\"}")
            .json();
    secrets.put("a service account's secret", client.get("clientSecret").asString());
    Answer drawn =
        server
            .client()
            .basic(client.get("clientId").asString(), client.get("clientSecret").asString())
            .form("/auth/oauth2/token", "grant_type=client_credentials");
    secrets.put("a service account's bearer", drawn.json().get("access_token").asString());

    JsonNode application =
        admin
            .post(
                "/v1/gatehouse/application",
                "{\"name\":\"script\",\"rules\":[{\"method\":\"GET\",\"path\":\"/*\"}]}")
            .json();
    secrets.put("an application's secret", application.get("applicationSecret").asString());
    secrets.put("a consumer key", application.get("consumerKey").asString());

    secrets.put("a token of Keystone", keystone(server, user));

    // A secret in the wrong place, and in a request that breaks.
    server.client().get("/v1/job?token=" + secrets.get("a renewed token"));
    server
        .client()
        .post("/v1/gatehouse/session", "{\"password\":\"" + ServerProcess.ADMIN_PASSWORD);
    openAnApp(server, admin, user);
    assertThat(secrets.values()).hasSize(14).doesNotContain("").allMatch(each -> each.length() > 9);
  }

  /** Drawn, shown, used, and sent where it does not belong. */
  private String keystone(ServerProcess server, String user) throws IOException {
    var who =
        Map.of(
            "name",
            user,
            "domain",
            Map.of("id", "default"),
            "password",
            secrets.get("a user's next password"));
    var identity = Map.of("methods", List.of("password"), "password", Map.of("user", who));
    String wish = Json.text(Map.of("auth", Map.of("identity", identity)));
    Answer given = server.client().post("/v3/auth/tokens", wish);
    String token =
        given
            .head()
            .lines()
            .filter(line -> line.startsWith("X-Subject-Token: "))
            .map(line -> line.substring("X-Subject-Token: ".length()))
            .findFirst()
            .orElseThrow();
    String headers = "X-Auth-Token: " + token + "\r\nX-Subject-Token: " + token + "\r\n";
    byte[] nothing = new byte[0];
    assertThat(server.client().sendBytes("GET", "/v3/auth/tokens", nothing, headers).status())
        .isEqualTo(200);
    server.client().sendBytes("GET", "/v3/" + token, nothing, headers);
    server.client().post("/v3/auth/tokens", wish.substring(1));
    return token;
  }

  /** Through the front door with a password, so that the gateway and a sandbox take part. */
  private void openAnApp(ServerProcess server, Client admin, String user) throws IOException {
    Answer app =
        admin.post(
            "/v1/app",
            "{\"image\":\"host\",\"command\":[\"python3\",\"-m\",\"http.server\",\"8080\"]}");
    String url = app.json().get("status").get("url").asString();
    Client basic = server.client().basic(user, secrets.get("a user's next password"));
    try {
      Until.holds(() -> basic.getFrom(url).status() == 200);
      String log = "/v1/app/" + app.json().get("id").asString() + "/log";
      assertThat(secretsIn(admin.get(log).body())).as("in the app's log").isEmpty();
      assertThat(
              admin.delete("/v1/app/" + app.json().get("id").asString() + "?force=true").status())
          .isEqualTo(204);
      Until.holds(() -> admin.get("/v1/app/" + app.json().get("id").asString()).status() == 404);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static String setUpLink(Client admin) throws IOException {
    return admin
        .post("/v1/gatehouse/account", "{\"username\":\"grace\"}")
        .json()
        .get("setUpLink")
        .asString();
  }

  /** The names of the secrets that a text holds, as they are or in base64. */
  private List<String> secretsIn(String text) {
    return secrets.entrySet().stream()
        .filter(
            secret -> text.contains(secret.getValue()) || text.contains(base64(secret.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String commandLines(ServerProcess server, Path data) throws IOException {
    var text = new StringBuilder();
    var all = new ArrayList<>(EmbeddedProcesses.of(data));
    ProcessHandle itself = ProcessHandle.of(server.pid()).orElseThrow();
    Stream.concat(Stream.of(itself), itself.descendants())
        .forEach(process -> all.add(process.pid()));
    for (long pid : all) {
      Path line = Path.of("/proc", Long.toString(pid), "cmdline");
      if (Files.exists(line)) {
        text.append(Files.readString(line, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return text.toString();
  }

  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> found = Files.walk(data)) {
      // Programs that were unpacked, and read-only for all.
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(data.resolve("cache")))
          .toList();
    }
  }

  private static String content(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
