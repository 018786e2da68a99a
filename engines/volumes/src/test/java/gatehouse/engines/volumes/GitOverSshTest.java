package gatehouse.engines.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.core.identity.Secret;
import gatehouse.core.workload.VolumeFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository at a real SSH server, with the key of a deployment. */
class GitOverSshTest {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");

  @TempDir Path home;
  private Process server;
  private VolumeFolder folder;
  private URI url;

  @BeforeEach
  void start() throws Exception {
    for (String program : List.of("/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/bwrap")) {
      assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }
    assumeTrue(System.getProperty("user.name").equals("root"), "only root lets itself in");
    // Made by whatever starts services, where something does.
    var _ = Files.createDirectories(Path.of("/run/sshd"));
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "host");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "client");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "stranger");
    Path work = Files.createDirectory(home.resolve("work"));
    Files.writeString(work.resolve("README"), "over ssh");
    run("git", "-C", "work", "init", "--quiet", "--initial-branch=main");
    run("git", "-C", "work", "add", ".");
    run("git", "-C", "work", "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "one");
    run("git", "clone", "--quiet", "--bare", "work", "set.git");
    int port = freePort();
    Files.writeString(
        home.resolve("sshd.conf"),
        """
        ListenAddress 127.0.0.1:%d
        HostKey %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin prohibit-password
        """
            .formatted(port, home.resolve("host"), home.resolve("client.pub")));
    server =
        new ProcessBuilder(
                SERVER.toString(), "-D", "-e", "-f", home.resolve("sshd.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("sshd.log").toFile())
            .start();
    url = URI.create("ssh://root@localhost:" + port + home.resolve("set.git"));
    folder =
        new VolumeFolder(
            Files.createDirectory(home.resolve("data")),
            Files.createDirectory(home.resolve("aside")),
            home.resolve("record"),
            -1);
    awaitListening(port);
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).directory(home.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        assertThat(server.isAlive()).as(Files.readString(home.resolve("sshd.log"))).isTrue();
        assertThat(System.nanoTime()).isLessThan(end);
        assertThat(server.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
      }
    }
  }

  private boolean bring(String key, String hostKey) throws Exception {
    String host = Files.readString(home.resolve(hostKey + ".pub"));
    return new GitClone(InetAddress::isLoopbackAddress, true)
        .into(
            folder,
            url,
            new GitLogin.Key(
                new Secret(Files.readString(home.resolve(key))),
                host.substring(0, host.indexOf(' ', host.indexOf(' ') + 1))),
            () -> {});
  }

  @Test
  void aRepositoryIsBroughtByItsKey() throws Exception {
    assertThat(bring("client", "host")).isTrue();

    assertThat(folder.data().resolve("README")).hasContent("over ssh");
    assertThat(folder.aside()).isEmptyDirectory();
  }

  @Test
  void anotherKeyIsRefused() {
    assertThatThrownBy(() -> bring("stranger", "host"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Permission denied");

    assertThat(folder.data()).isEmptyDirectory();
  }

  @Test
  void aHostOfAnotherKeyIsNotSpokenTo() {
    assertThatThrownBy(() -> bring("client", "stranger"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("verification failed");

    assertThat(folder.data()).isEmptyDirectory();
    assertThat(folder.aside()).isEmptyDirectory();
  }
}
