package gatehouse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads reached with OpenSSH's own client, on a real server and sandbox. */
final class SshTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";
  private static final String SSH = "SSH to workloads: port ";
  private static final int NO_WAY_IN = 255;

  /** Types into a terminal that is made smaller meanwhile. */
  private static final String TERMINAL =
      """
      import fcntl, os, pty, struct, sys, termios
      pid, master = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      def size(rows, columns):
          fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
      seen = b""
      def until(text):
          global seen
          while text not in seen:
              more = os.read(master, 4096)
              if not more: sys.exit("closed after " + repr(seen))
              seen += more
          seen = b""
      size(30, 100)
      os.write(master, b"echo at-$((40+2))\\n")
      until(b"at-42")
      size(31, 99)
      os.write(master, b"until [ \\"$(stty size)\\" = '31 99' ]; do sleep 0.1; done; echo so-$((1+1)) $TERM\\n")
      until(b"so-2 xterm")
      os.write(master, b"exit 9\\n")
      try:
          while os.read(master, 4096): pass
      except OSError:
          pass
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client admin;
  private static String port = "";
  private Client ada;
  private String user = "";
  private String job = "";
  private final List<String> jobs = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "the client of OpenSSH is not there");
    server = ServerProcess.start(folder.resolve("data"));
    port =
        server.greeting().stream()
            .filter(line -> line.startsWith(SSH))
            .map(line -> line.substring(SSH.length()))
            .findFirst()
            .orElseThrow();
    admin = server.client().admin();
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key("ada"));
    run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key("eve"));
    run("ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", key("rob"));
  }

  @BeforeEach
  void begin() throws Exception {
    Answer made =
        admin.post(USERS, "{\"description\":\"Ada\",\"roles\":[\"ai_training_operator\"]}");
    user = made.json().at("/user/username").asString();
    ada = server.client().signedIn(user, made.json().path("password").asString());
    job = job(ada, "ada");
  }

  @AfterEach
  void clear() throws IOException {
    for (String each : jobs) {
      admin.delete("/v1/job/" + each + "?force=true");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void commandsRunInsideWithTheirInputOutputAndExitCode() throws Exception {
    Answer seen = ada.get("/v1/job/" + job);

    assertThat(seen.json().at("/status/sshUrl").asString())
        .isEqualTo("ssh://" + job + "@localhost:" + port);
    assertThat(seen.json().at("/spec/sshPublicKeys/0").asString())
        .isEqualTo(Files.readString(Path.of(key("ada") + ".pub")).strip());
    Ran ran = ssh("ada", job, "id -u; pwd; cat | wc -c; echo wrong >&2; exit 7");
    assertThat(ran.output).isEqualTo("42420\n/workspace\n1000000\n");
    assertThat(ran.errors).contains("wrong");
    assertThat(ran.exit).isEqualTo(7);
    Ran much = ssh("ada", job, "head -c 50000000 /dev/zero | tr '\\0' x");
    assertThat(much.output).hasSize(50_000_000);
    assertThat(admin.get("/v1/gatehouse/project/-/audit").body()).contains("job.exec", "ssh key");
    assertThat(Files.getPosixFilePermissions(folder.resolve("data").resolve("ssh.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aShellHasATerminalThatChangesItsSize() throws Exception {
    var command = new ArrayList<>(List.of("python3", "-c", TERMINAL));
    command.addAll(client("ada", job));

    Ran ran = run(command.toArray(String[]::new));

    assertThat(ran.exit).as(ran.output + ran.errors).isEqualTo(9);
  }

  @Test
  void filesAreCopiedWhereTheImageHasAnSftpServer() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/lib/openssh/sftp-server")),
        "openssh-sftp-server is not installed, and the image host is this machine");
    Files.write(folder.resolve("sent"), new byte[3_000_000]);

    Ran there = copy(folder.resolve("sent").toString(), job + "@127.0.0.1:there");
    Ran back = copy(job + "@127.0.0.1:there", folder.resolve("back").toString());

    assertThat(there.exit).as(there.errors).isZero();
    assertThat(back.exit).as(back.errors).isZero();
    assertThat(folder.resolve("back")).hasSameBinaryContentAs(folder.resolve("sent"));
  }

  @Test
  void whoHasNoKeyOfTheSpecDoesNotGetIn() throws Exception {
    assertThat(ssh("eve", job, "id").exit).isEqualTo(NO_WAY_IN);
    assertThat(ssh("eve", job, "id").errors).contains("Permission denied (publickey)");
    assertThat(ssh("ada", "root", "id").exit).isEqualTo(NO_WAY_IN);
    String other = job(admin, "eve");
    assertThat(ssh("ada", other, "id").exit).isEqualTo(NO_WAY_IN);
    assertThat(ssh("eve", other, "id -u").output).isEqualTo("42420\n");
    assertThat(made("\"nonsense\"").status()).isEqualTo(400);
    assertThat(made("\"ssh-ed25519 AAAA\"").status()).isEqualTo(400);
  }

  @Test
  void whoTriesWrongKeysAgainAndAgainHasToWaitAtThatWorkloadAlone() throws Exception {
    String other = job(ada, "ada");
    for (int i = 0; i < 10; i++) {
      assertThat(ssh("eve", job, "id").exit).isEqualTo(NO_WAY_IN);
    }

    assertThat(ssh("ada", job, "id").exit).isEqualTo(NO_WAY_IN);
    assertThat(ssh("ada", other, "id -u").output).isEqualTo("42420\n");
  }

  @Test
  void aClientFindsTheExchangeItPrefersFirstOneThatQuantumComputersDoNotBreak() throws Exception {
    var preferred = client("ada", job);
    preferred.addAll(1, List.of("-v"));
    preferred.add("true");
    assertThat(run(preferred.toArray(String[]::new)).errors)
        .containsPattern("kex: algorithm: (sntrup761|mlkem768)x25519");

    for (String exchange :
        List.of("curve25519-sha256", "ecdh-sha2-nistp384", "diffie-hellman-group16-sha512")) {
      var command = client("ada", job);
      command.addAll(1, List.of("-o", "KexAlgorithms=" + exchange));
      command.add("id -u");
      assertThat(run(command.toArray(String[]::new)).output).as(exchange).isEqualTo("42420\n");
    }
    String rsa = job(ada, "rob");
    assertThat(ssh("rob", rsa, "id -u").output).isEqualTo("42420\n");
  }

  @Test
  void waysToOtherHostsAreRefused() throws Exception {
    var command = client("ada", job);
    command.addAll(1, List.of("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22"));
    command.add("id");

    assertThat(run(command.toArray(String[]::new)).exit).isEqualTo(NO_WAY_IN);
  }

  @Test
  void anOpenSessionEndsWithTheRightOfWhomItsKeyStandsFor() throws Exception {
    Process session = begun("ada", job);

    Answer taken = admin.delete(USERS + "/" + user + "/role/ai_training_operator");

    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    assertThat(taken.json().at("/receipt/connections/ssh").asInt()).as(taken.body()).isEqualTo(1);
    assertThat(session.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(session.exitValue()).isEqualTo(NO_WAY_IN);
    assertThat(ssh("ada", job, "id").exit).isEqualTo(NO_WAY_IN);
    String look = "/v1/job/" + job + "/exec?command=sh&command=-c&command=cat+/proc/*/cmdline";
    Until.holds(() -> !admin.get(look).body().contains("4321"));

    Answer given = admin.post(USERS + "/" + user + "/role", "{\"name\":\"ai_training_operator\"}");
    assertThat(given.status()).as(given.body()).isEqualTo(200);
    assertThat(ssh("ada", job, "id -u").output).isEqualTo("42420\n");
  }

  @Test
  void aKeyThatATokenPutThereEndsWithTheToken() throws Exception {
    Answer token = ada.post("/v1/token", "{\"name\":\"ci\",\"role\":\"ai_training_operator\"}");
    Client machine = server.client().bearer(token.json().at("/status/value").asString());
    String made = job(machine, "eve");
    Process session = begun("eve", made);

    Answer gone = ada.delete("/v1/token/" + token.json().path("id").asString());

    assertThat(gone.status()).isEqualTo(204);
    assertThat(session.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ssh("eve", made, "id").exit).isEqualTo(NO_WAY_IN);
  }

  @Test
  void whatWasStoppedIsNotReached() throws Exception {
    Process session = begun("ada", job);

    assertThat(ada.put("/v1/job/" + job + "/kill", "").status()).isEqualTo(204);

    assertThat(session.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Until.holds(
        () ->
            admin
                .get("/v1/job/" + job)
                .json()
                .at("/status/state")
                .asString()
                .equals("INTERRUPTED"));
    assertThat(ssh("ada", job, "id").exit).isEqualTo(NO_WAY_IN);
  }

  private String job(Client maker, String key) throws Exception {
    Answer asked = made(maker, Json.text(Files.readString(Path.of(key(key) + ".pub"))));
    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    String id = asked.json().path("id").asString();
    jobs.add(id);
    Until.holds(
        () -> admin.get("/v1/job/" + id).json().at("/status/state").asString().equals("RUNNING"));
    return id;
  }

  private Answer made(String key) throws IOException {
    return made(ada, key);
  }

  private static Answer made(Client maker, String key) throws IOException {
    return maker.post(
        "/v1/job",
        "{\"image\":\"host\",\"resources\":{\"cpu\":1,\"memory\":200000000},\"sshPublicKeys\":["
            + key
            + "],\"command\":[\"sleep\",\"1000\"]}");
  }

  private Process begun(String key, String workload) throws Exception {
    var command = client(key, workload);
    command.add("echo begun; exec sleep 4321");
    Process session =
        new ProcessBuilder(command).redirectError(folder.resolve("session.log").toFile()).start();
    try (InputStream in = session.getInputStream()) {
      assertThat(new String(in.readNBytes(6), UTF_8))
          .as(Files.readString(folder.resolve("session.log")))
          .isEqualTo("begun\n");
    }
    return session;
  }

  private static String key(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> client(String key, String workload) {
    return new ArrayList<>(
        List.of(
            "ssh",
            "-F",
            "none",
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=accept-new",
            "-o",
            "UserKnownHostsFile=" + folder.resolve("known_hosts"),
            "-o",
            "IdentitiesOnly=yes",
            "-i",
            key(key),
            "-p",
            port,
            workload + "@127.0.0.1"));
  }

  private Ran copy(String from, String to) throws Exception {
    var command = new ArrayList<String>();
    for (String word : client("ada", job)) {
      command.add(word.equals("ssh") ? "scp" : word.equals("-p") ? "-P" : word);
    }
    command.removeLast();
    command.addAll(List.of(from, to));
    return run(command.toArray(String[]::new));
  }

  private Ran ssh(String key, String workload, String typed) throws Exception {
    var command = client(key, workload);
    command.add(typed);
    return run(command.toArray(String[]::new));
  }

  private record Ran(String output, String errors, int exit) {}

  /** Runs a program that is given a million bytes to read. */
  private static Ran run(String... command) throws Exception {
    Path given = folder.resolve("given");
    if (Files.notExists(given)) {
      Files.write(given, new byte[1_000_000]);
    }
    Path errors = Files.createTempFile(folder, "errors", "");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(given.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(output, Files.readString(errors), process.exitValue());
  }
}
