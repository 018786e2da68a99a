package gatehouse.engines.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.VolumeFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
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

  @TempDir Path home;
  private GitServer server;
  private VolumeFolder folder;
  private URI url;

  @BeforeEach
  void aRepository() throws Exception {
    assumeTrue(Files.isExecutable(GitServer.BACKEND), "git is not installed");
    Path work = Files.createDirectories(home.resolve("work"));
    Files.createDirectories(home.resolve("served"));
    Files.writeString(work.resolve("README"), "hello");
    git(work, "init", "--quiet", "--initial-branch=main");
    git(work, "add", ".");
    git(work, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "one");
    Files.writeString(work.resolve("README"), "hello again");
    git(work, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-am", "two");
    git(home, "clone", "--quiet", "--bare", "work", "served/set.git");
    server = new GitServer(home.resolve("served"));
    url = server.url("set.git");
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
      server.close();
    }
  }

  private static void git(Path in, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).directory(in.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  @Test
  void theLastStateOfARepositoryIsBroughtOnce() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    var clone = new GitClone(InetAddress::isLoopbackAddress, true);

    assertThat(clone.into(folder, url, new GitLogin.Nobody(), () -> {})).isTrue();

    assertThat(folder.data().resolve("README")).hasContent("hello again");
    assertThat(folder.data().resolve(".git")).isDirectory();
    assertThat(folder.data().resolve(".git/shallow")).exists();
    assertThat(folder.aside()).isEmptyDirectory();
    assertThat(clone.into(folder, url, new GitLogin.Nobody(), () -> {})).isFalse();
  }

  @Test
  void whereThereIsNoSandboxItIsBroughtWithoutOne() throws Exception {
    var clone = new GitClone(InetAddress::isLoopbackAddress, false);

    assertThat(clone.into(folder, url, new GitLogin.Nobody(), () -> {})).isTrue();

    assertThat(folder.data().resolve("README")).hasContent("hello again");
  }

  @Test
  void whatIsNotThereOrMayNotBeReachedIsSaidAndLeavesNothing() throws Exception {
    var missing = URI.create(url.toString().replace("set.git", "none.git"));

    assertThatThrownBy(
            () ->
                new GitClone(InetAddress::isLoopbackAddress, true)
                    .into(folder, missing, new GitLogin.Nobody(), () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.git");
    assertThatThrownBy(
            () ->
                new GitClone(address -> false, true)
                    .into(folder, url, new GitLogin.Nobody(), () -> {}))
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

  @Test
  void whatAsksForAPasswordIsBroughtWithItAndNobodySeesIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    server.asksFor("ann", "pass word:/@%");
    var clone = new GitClone(InetAddress::isLoopbackAddress, true);

    var login = new GitLogin.Password("ann", new Secret("pass word:/@%"));
    assertThat(clone.into(folder, url, login, () -> {})).isTrue();

    assertThat(folder.data().resolve("README")).hasContent("hello again");
    assertThat(server.sawSignIns()).isPositive();
    assertThat(server.sawInProcesses("pass word:/@%")).isFalse();
    assertThat(folder.data().resolve(".git/config")).content().doesNotContain("pass", "ann");
    assertThat(folder.aside()).isEmptyDirectory();
  }

  @Test
  void aWrongPasswordIsSaidAndNotRepeated() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    server.asksFor("ann", "right");
    var clone = new GitClone(InetAddress::isLoopbackAddress, true);

    assertThatThrownBy(
            () ->
                clone.into(
                    folder, url, new GitLogin.Password("ann", new Secret("wr0ng")), () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Authentication failed")
        .hasMessageNotContaining("wr0ng");

    assertThat(folder.data()).isEmptyDirectory();
    assertThat(folder.aside()).isEmptyDirectory();
  }

  @Test
  void withoutASandboxNoPasswordIsUsed() {
    var clone = new GitClone(InetAddress::isLoopbackAddress, false);

    assertThatThrownBy(
            () -> clone.into(folder, url, new GitLogin.Password("a", new Secret("b")), () -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("sandbox");
  }
}
