package gatehouse.engines.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.VolumeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories from a git server on this machine, which the test's policy lets git reach. */
final class GitCloneTest {
  private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");

  @TempDir Path home;
  private HttpServer server;
  private VolumeFolder folder;
  private URI url;

  @BeforeEach
  void aRepository() throws Exception {
    assumeTrue(Files.isExecutable(BACKEND), "git is not installed");
    Path work = Files.createDirectories(home.resolve("work"));
    Files.createDirectories(home.resolve("served"));
    Files.writeString(work.resolve("README"), "hello");
    git(work, "init", "--quiet", "--initial-branch=main");
    git(work, "add", ".");
    git(work, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "one");
    Files.writeString(work.resolve("README"), "hello again");
    git(work, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-am", "two");
    git(home, "clone", "--quiet", "--bare", "work", "served/set.git");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    url = URI.create("http://localhost:" + server.getAddress().getPort() + "/set.git");
    folder =
        new VolumeFolder(
            Files.createDirectory(home.resolve("data")),
            Files.createDirectory(home.resolve("aside")),
            home.resolve("record"),
            -1);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static void git(Path in, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).directory(in.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  /** Hands a request to git's own server program, by the rules of CGI. */
  private void serve(HttpExchange exchange) throws IOException {
    var backend = new ProcessBuilder(BACKEND.toString());
    var environment = backend.environment();
    environment.put("GIT_PROJECT_ROOT", home.resolve("served").toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getQuery()));
    environment.put("CONTENT_TYPE", orEmpty(exchange.getRequestHeaders().getFirst("Content-Type")));
    environment.put(
        "HTTP_CONTENT_ENCODING",
        orEmpty(exchange.getRequestHeaders().getFirst("Content-Encoding")));
    environment.put("GIT_PROTOCOL", orEmpty(exchange.getRequestHeaders().getFirst("Git-Protocol")));
    Process process = backend.start();
    try (OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    byte[] answer = process.getInputStream().readAllBytes();
    var line = new ByteArrayOutputStream();
    int status = 200;
    int at = 0;
    for (; at < answer.length; at++) {
      if (answer[at] != '\n') {
        line.write(answer[at]);
        continue;
      }
      String header = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      if (header.isEmpty()) {
        break;
      }
      int colon = header.indexOf(':');
      String name = header.substring(0, colon);
      String value = header.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer, at + 1, answer.length - at - 1);
    }
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  @Test
  void theLastStateOfARepositoryIsBroughtOnce() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    var clone = new GitClone(InetAddress::isLoopbackAddress, true);

    assertThat(clone.into(folder, url, () -> {})).isTrue();

    assertThat(folder.data().resolve("README")).hasContent("hello again");
    assertThat(folder.data().resolve(".git")).isDirectory();
    assertThat(folder.data().resolve(".git/shallow")).exists();
    assertThat(folder.aside()).isEmptyDirectory();
    assertThat(clone.into(folder, url, () -> {})).isFalse();
  }

  @Test
  void whereThereIsNoSandboxItIsBroughtWithoutOne() throws Exception {
    var clone = new GitClone(InetAddress::isLoopbackAddress, false);

    assertThat(clone.into(folder, url, () -> {})).isTrue();

    assertThat(folder.data().resolve("README")).hasContent("hello again");
  }

  @Test
  void whatIsNotThereOrMayNotBeReachedIsSaidAndLeavesNothing() throws Exception {
    var missing = URI.create(url.toString().replace("set.git", "none.git"));

    assertThatThrownBy(
            () ->
                new GitClone(InetAddress::isLoopbackAddress, true).into(folder, missing, () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.git");
    assertThatThrownBy(() -> new GitClone(address -> false, true).into(folder, url, () -> {}))
        .isInstanceOf(Refused.class);

    assertThat(folder.data()).isEmptyDirectory();
    assertThat(folder.aside()).isEmptyDirectory();
  }

  @Test
  void inTheSandboxNothingOfThisInstallationIsSeen() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    Path secret = Files.writeString(home.resolve("seal.key"), "secret");
    Path seen = home.resolve("seen");
    List<String> command = List.of("/usr/bin/cat", secret.toString(), "/etc/passwd");

    Process process =
        new ProcessBuilder(GitSandbox.around(command, folder.data()))
            .redirectErrorStream(true)
            .redirectOutput(seen.toFile())
            .start();

    assertThat(process.waitFor()).isNotZero();
    assertThat(seen)
        .content()
        .contains("No such file")
        .doesNotContain("secret")
        .doesNotContain("root:");
  }
}
