package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.engines.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The panel in a browser, against the real server: the scripts in {@code doors/panel}. */
final class PanelTest {
  private static final Path PANEL = Path.of("../doors/panel");
  private static final long LONGEST_MINUTES = 20;

  @TempDir Path folder;

  @Test
  @Timeout(value = LONGEST_MINUTES + 5, unit = TimeUnit.MINUTES)
  void peopleDoWhatTheyCameForInABrowser() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/chromium")), "needs /usr/bin/chromium");
    assumeTrue(
        isThere("node") && isThere("npm"),
        "needs Node 20.19 or newer: the panel is not built without it");
    assertThat(PANEL.resolve("target/classes/gatehouse/doors/panel/built/index.html"))
        .as("Node is here, so the panel must have been built: see doors/panel/target/npm.log")
        .exists();

    try (EmbeddedDatabase database =
            EmbeddedDatabase.start(folder.resolve("postgres"), folder.resolve("cache"));
        var server = new SwitchedServer(folder.resolve("data"), database)) {
      Path output = folder.resolve("output");
      var command =
          new ProcessBuilder(
                  "node",
                  "--test",
                  "--test-concurrency=1",
                  "--test-reporter=spec",
                  "src/test/browser/")
              .directory(PANEL.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      command.environment().put("GATEHOUSE_URL", "http://localhost:" + server.port());
      Path seen = folder.resolve("secrets");
      command.environment().put("GATEHOUSE_SEEN", seen.toString());
      command.environment().put("GATEHOUSE_SWITCH", server.switchUrl());
      command.environment().put("GATEHOUSE_ADMIN_PASSWORD", ServerProcess.ADMIN_PASSWORD);
      Process tests = command.start();
      try {
        assertThat(tests.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
      } finally {
        tests.descendants().forEach(ProcessHandle::destroyForcibly);
        tests.destroyForcibly();
      }
      assertThat(tests.exitValue()).as(Files.readString(output)).isZero();
      List<String> secrets = Files.readAllLines(seen);
      String log = Files.readString(folder.resolve("data.log"));
      assertThat(secrets).hasSizeGreaterThan(20);
      assertThat(log).contains("the front door is open");
      assertThat(secrets).noneMatch(log::contains);
    }
  }

  @Test
  void itsFilesAreKeptForAYearAndItsPagesAreNotAndLeadThroughTheSignIn() throws IOException {
    assumeTrue(isThere("node") && isThere("npm"), "needs Node 20.19 or newer");
    String index =
        Files.readString(PANEL.resolve("target/classes/gatehouse/doors/panel/built/index.html"));
    String script = index.substring(index.indexOf("/panel/assets/index-"));
    String asset = script.substring(0, script.indexOf('"'));

    try (var server = ServerProcess.start(folder.resolve("data"))) {
      var stranger = server.client();
      var place = stranger.get("/access/users");
      assertThat(place.status()).isEqualTo(303);
      assertThat(place.header("Location")).isEqualTo("/sign-in?to=%2Faccess%2Fusers");
      var page = stranger.admin().get("/access/users");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
      var file = stranger.get(asset);
      assertThat(file.status()).isEqualTo(200);
      assertThat(file.header("Cache-Control")).contains("immutable").contains("31536000");
      assertThat(stranger.admin().get("/nowhere").status()).isEqualTo(404);
    }
  }

  @Test
  void itsSourcesKeepTheRulesAndItsPartsDoWhatTheySay() throws IOException, InterruptedException {
    assumeTrue(isThere("node") && isThere("npm"), "needs Node 20.19 or newer");

    for (String script : List.of("unit", "lint")) {
      Path output = folder.resolve(script);
      Process run =
          new ProcessBuilder("npm", "run", "--silent", script)
              .directory(PANEL.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(run.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as(script).isTrue();
      } finally {
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly();
      }
      assertThat(run.exitValue()).as(Files.readString(output)).isZero();
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
