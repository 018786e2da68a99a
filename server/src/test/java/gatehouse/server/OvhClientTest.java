package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The users of a project as Terraform sees them: what its provider asks for, asked with the library
 * that it stands on, is in {@code ovh.go}.
 */
final class OvhClientTest {
  private static final Path LIBRARIES = Path.of("/usr/share/gocode/src");

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client admin;
  private static String project;
  private static String endpoint;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/go"))
            && Files.isDirectory(LIBRARIES.resolve("github.com/ovh/go-ovh"))
            && Files.isDirectory(LIBRARIES.resolve("golang.org/x/oauth2")),
        "golang-go, golang-github-ovh-go-ovh-dev or golang-golang-x-oauth2-dev is not installed");
    try (InputStream source = OvhClientTest.class.getResourceAsStream("ovh.go")) {
      Files.write(folder.resolve("ovh.go"), Objects.requireNonNull(source).readAllBytes());
    }
    // Compiling a first time takes a minute; what it leaves lies where other things built lie.
    run(300, "/usr/bin/go", "build", "-p", "2", "-o", "ovh", "ovh.go");
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
    project = admin.get("/1.0/cloud/project").json().get(0).asString();
    endpoint = "http://localhost:" + server.port() + "/1.0";
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aConsumerKeyThatSomebodyAcceptedServesTheLifeOfAUser() throws Exception {
    JsonNode application =
        admin.post("/v1/gatehouse/application", "{\"name\":\"Terraform\"}").json();
    String key = application.path("applicationKey").asString();
    String secret = application.path("applicationSecret").asString();

    List<String> asked = ovh("ask", key, secret, project).lines().toList();
    String consumer = asked.get(0);
    String page = asked.get(1);
    assertThat(accept(page).body()).contains("Accepted", "https://client.example.org/back");

    assertThat(ovh("signed", key, secret, consumer, project)).endsWith("done\n");
  }

  @Test
  void aServiceAccountsBearerServesTheLifeOfAUser() throws Exception {
    JsonNode client =
        admin
            .post(
                "/1.0/me/api/oauth2/client",
                "{\"name\":\"Terraform\",\"description\":\"\",\"flow\":\"CLIENT_CREDENTIALS\","
                    + "\"callbackUrls\":[]}")
            .json();

    assertThat(
            ovh(
                "oauth2",
                client.path("clientId").asString(),
                client.path("clientSecret").asString(),
                project))
        .endsWith("done\n");
  }

  /** What a browser sends where Accept is clicked. */
  private static Answer accept(String page) throws IOException {
    String code = page.substring(page.indexOf("credentialToken=") + "credentialToken=".length());
    return admin.form("/auth", "credentialToken=" + code + "&answer=accept");
  }

  private static String ovh(String deed, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("./ovh", deed, endpoint));
    command.addAll(List.of(arguments));
    return run(60, command.toArray(String[]::new));
  }

  private static String run(int seconds, String... command) throws Exception {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GO") || name.startsWith("OVH_"));
    environment.put("GOPATH", LIBRARIES.getParent().toString());
    environment.put("GO111MODULE", "off");
    environment.put("GOFLAGS", "");
    environment.put("GOPROXY", "off");
    environment.put("CGO_ENABLED", "0");
    environment.put("GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString());
    environment.put("HOME", folder.toString());
    Path out = folder.resolve("output");
    Process process = builder.redirectOutput(out.toFile()).start();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + List.of(command));
    }
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
