package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.engines.postgres.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a panel lives on, through the real front door, with two nodes on one database. */
final class LivePanelTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";

  /** As the panel promises; what a busy machine adds is not counted against it. */
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(1);

  @TempDir Path folder;

  @Test
  void whatHappensOnOneNodeIsToldAtTheOther() throws Exception {
    try (EmbeddedDatabase database =
            EmbeddedDatabase.start(folder.resolve("postgres"), folder.resolve("cache"));
        ServerProcess one = ServerProcess.start(folder.resolve("one"), flags(database));
        ServerProcess two = ServerProcess.start(folder.resolve("two"), flags(database))) {
      Client admin = one.client().admin();
      try (HttpClient browser = HttpClient.newHttpClient();
          BufferedReader lines = open(browser, two.port(), admin.token())) {
        assertThat(next(lines, "hello")).isNotNull();

        long before = System.nanoTime();
        String made =
            admin
                .post(USERS, "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\"]}")
                .json()
                .get("user")
                .get("username")
                .asString();
        JsonNode user = next(lines, "user.changed");
        assertThat(user.get("object").get("username").asString()).isEqualTo(made);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
            .isLessThan(SHOWN_WITHIN.multipliedBy(3));

        JsonNode job = admin.post("/v1/job", "{\"image\":\"host\",\"command\":[\"true\"]}").json();
        JsonNode event = next(lines, "job.changed");
        while (!event.get("object").get("state").asString().equals("DONE")) {
          event = next(lines, "job.changed");
        }
        assertThat(event.get("object").get("id")).isEqualTo(job.get("id"));
        assertThat(event.get("allowedActions").get("job.delete").get("allowed").asBoolean())
            .isTrue();
        admin.delete("/v1/job/" + job.get("id").asString());
        assertThat(next(lines, "job.deleted").get("object").get("id")).isEqualTo(job.get("id"));

        admin.delete("/v1/gatehouse/session");
        assertThat(endOf(lines)).isTrue();
      }
      snippetsDoWhatTheySay(one);
      storageSnippetsDoWhatTheySay(one);
    }
  }

  private static BufferedReader open(HttpClient browser, int port, String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/gatehouse/events"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + token)
            .build();
    var response = browser.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static JsonNode next(BufferedReader lines, String type) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        JsonNode event = Json.mapper().readTree(line.substring("data: ".length()));
        if (event.get("type").asString().equals(type)) {
          return event;
        }
      }
    }
    throw new AssertionError("the stream ended before " + type);
  }

  /** Whether it ends, as it does when the session it stands on has ended. */
  private static boolean endOf(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // What was on its way.
      }
    } catch (IOException e) {
      // Cut in the middle of a line: an end like any other.
    }
    return true;
  }

  private void snippetsDoWhatTheySay(ServerProcess server) throws Exception {
    Client admin = server.client().admin();
    String token = admin.token();
    String body =
        "{\"description\":\"Ada's ${HOME} \\\"team\\\"\",\"roles\":[\"ai_training_read\"]}";
    for (String language : List.of("curl", "cli")) {
      String wish = "{\"action\":\"user.create\",\"body\":" + body + "}";
      String code = said(admin, wish).get(language).get("code").asString();
      String answer = run(code + (language.equals("cli") ? " -o json" : ""), server.port(), token);

      JsonNode user = Json.mapper().readTree(answer).get("user");
      assertThat(user.get("description").asString()).isEqualTo("Ada's ${HOME} \"team\"");
      assertThat(user.get("roles").get(0).get("name").asString()).isEqualTo("ai_training_read");
      String name = user.get("username").asString();

      String suspend = "{\"action\":\"user.suspend\",\"target\":\"" + name + "\"}";
      run(said(admin, suspend).get(language).get("code").asString(), server.port(), token);
      assertThat(admin.get(USERS + "/" + name).json().get("status").asString())
          .isEqualTo("disabled");

      String delete = "{\"action\":\"user.delete\",\"target\":\"" + name + "\"}";
      run(said(admin, delete).get(language).get("code").asString(), server.port(), token);
      assertThat(admin.get(USERS + "/" + name).status()).isEqualTo(404);
    }
  }

  private void storageSnippetsDoWhatTheySay(ServerProcess server) throws Exception {
    Client admin = server.client().admin();
    String token = admin.token();
    String buckets = "/v1/gatehouse/project/-/bucket";
    String make = "{\"action\":\"bucket.create\",\"body\":{\"name\":\"said\"}}";
    run(said(admin, make).get("curl").get("code").asString(), server.port(), token);
    assertThat(admin.get(buckets).body()).contains("\"said\"");

    String put =
        "{\"action\":\"object.put\",\"target\":\"said\",\"body\":{\"key\":\"raw/a b.txt\"}}";
    String file = "cd \"$(mktemp -d)\"; printf content > 'a b.txt'; ";
    run(file + said(admin, put).get("curl").get("code").asString(), server.port(), token);
    String content = buckets + "/said/object/content?key=raw%2Fa%20b.txt";
    assertThat(admin.get(content).body()).isEqualTo("content");

    String drop = put.replace("object.put", "object.delete");
    run(said(admin, drop).get("curl").get("code").asString(), server.port(), token);
    assertThat(admin.get(content).status()).isEqualTo(404);
    String remove = "{\"action\":\"bucket.delete\",\"target\":\"said\"}";
    run(said(admin, remove).get("curl").get("code").asString(), server.port(), token);
    assertThat(admin.get(buckets).body()).doesNotContain("\"said\"");

    String keep =
        "{\"action\":\"registry.create\",\"body\":"
            + "{\"url\":\"registry.example\",\"username\":\"ann\",\"password\":\"x\"}}";
    for (String language : List.of("curl", "cli")) {
      String code = said(admin, keep).get(language).get("code").asString();
      run("export PASSWORD=secret\n" + code, server.port(), token);
      JsonNode kept = admin.get("/v1/registry").json().get("items").get(0);
      assertThat(kept.get("url").asString()).isEqualTo("registry.example");
      String forget =
          "{\"action\":\"registry.delete\",\"target\":\"" + kept.get("id").asString() + "\"}";
      run(said(admin, forget).get(language).get("code").asString(), server.port(), token);
      assertThat(admin.get("/v1/registry").json().get("items")).isEmpty();
    }
  }

  private static JsonNode said(Client admin, String wish) throws IOException {
    return admin.post("/v1/gatehouse/as-code", wish).json();
  }

  /** Runs a snippet as a person would paste it, with the command line on the path. */
  private static String run(String code, int port, String token)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "gatehouse() { '" + java + "' -cp \"$CP\" gatehouse.doors.cli.Main \"$@\"; }\n" + code;
    var builder = new ProcessBuilder("bash", "-euc", script);
    builder.environment().put("CP", System.getProperty("java.class.path"));
    builder.environment().put("GATEHOUSE_TOKEN", token);
    builder.environment().put("GATEHOUSE_URL", "http://localhost:" + port);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", code, out).isZero();
    return out;
  }

  private String[] flags(EmbeddedDatabase database) {
    return new String[] {
      "--database-url",
      database.url() + "&user=" + database.user() + "&password=" + database.password(),
      "--keys",
      folder.resolve("keys").toString()
    };
  }
}
