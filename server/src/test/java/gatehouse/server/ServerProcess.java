package gatehouse.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real server as a process of its own, as {@code gatehouse up} starts it. */
final class ServerProcess implements AutoCloseable {
  static final String ADMIN_PASSWORD = "correct horse battery";
  private static final String S3 = "Object storage (S3): ";
  private static final String READY = "Gatehouse is ready: ";

  private final Process process;
  private final int port;
  private final Path errors;
  private final List<String> greeting = new ArrayList<>();

  private ServerProcess(Process process, int port, Path errors) {
    this.process = process;
    this.port = port;
    this.errors = errors;
  }

  /**
   * Starts a server on a free port and waits until it is ready. Data that is not there is copied
   * from what a first start leaves, which takes a third of a first start's time.
   */
  static ServerProcess start(Path data, String... flags) throws IOException {
    return start(data, freePort(), flags);
  }

  /** Starts a server on a port, as {@link #start(Path, String...)} does. */
  static ServerProcess start(Path data, int port, String... flags) throws IOException {
    if (Files.notExists(data) && !List.of(flags).contains("--database-url")) {
      FirstStart.copyTo(data);
    }
    return run(data, port, flags);
  }

  /** Starts a server on a free port that makes all of its data itself, and waits for it. */
  static ServerProcess first(Path data, String... flags) throws IOException {
    return run(data, freePort(), flags);
  }

  /** Its log goes to a file beside the data. */
  private static ServerProcess run(Path data, int port, String... flags) throws IOException {
    Path password = data.resolveSibling(data.getFileName() + ".password");
    Files.writeString(password, ADMIN_PASSWORD);
    Path errors = data.resolveSibling(data.getFileName() + ".log");
    var command =
        new ArrayList<>(
            List.of(
                FirstStart.java("java"),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + FirstStart.archive(),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Xlog:aot=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                FirstStart.CLASS_PATH,
                Main.class.getName(),
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--s3-port",
                "0",
                "--ssh-port",
                "0",
                "--admin-password-file",
                password.toString()));
    command.addAll(Arrays.asList(flags));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    var server = new ServerProcess(process, port, errors);
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      greeting.add(line);
      if (line.startsWith(READY)) {
        return;
      }
    }
    throw new IOException("the server did not start: " + log());
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** What it printed on its way to being ready. */
  List<String> greeting() {
    return List.copyOf(greeting);
  }

  /** Where its object storage is: {@code http://localhost:PORT}. */
  String objectStorage() {
    return greeting.stream()
        .filter(line -> line.startsWith(S3))
        .map(line -> line.substring(S3.length()))
        .findFirst()
        .orElseThrow();
  }

  /** What it logged so far. */
  String log() throws IOException {
    return Files.exists(errors) ? Files.readString(errors) : "";
  }

  /** A client of this server, signed in as nobody. */
  Client client() {
    return new Client(port);
  }

  /** Asks it to stop, as an operator does; the exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Ends it at once, as a crash does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Stops it in its tracks; {@link #goOn} lets it go on. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    if (!process.isAlive()) {
      return;
    }
    try {
      signal("CONT");
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
