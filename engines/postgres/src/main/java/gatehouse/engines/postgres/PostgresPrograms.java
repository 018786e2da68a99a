package gatehouse.engines.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code initdb} and {@code pg_ctl}, called so that they also work as root: PostgreSQL refuses user
 * id 0, and in a user namespace of its own root has another one, while the files stay root's.
 */
final class PostgresPrograms {
  private static final long LARGEST_LOG = 1 << 20;
  private static final int MINUTES = 5;

  private final Path home;
  private final List<String> before;

  /**
   * @param home the folder that holds {@code bin}
   */
  PostgresPrograms(Path home) throws IOException {
    this.home = home;
    this.before = isRoot() ? List.of("unshare", "--user") : List.of();
  }

  /** Makes a new, empty database cluster; a half-made one is not left behind. */
  void initialise(Path data, String user, String password, Path scratch) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path half = scratch.resolve("data.new");
    PostgresBinaries.deleteTree(half);
    Path passwordFile = Files.createTempFile(scratch, "initdb-", "", ownerOnly);
    try {
      Files.writeString(passwordFile, password);
      run(
          "initdb",
          "--pgdata=" + half,
          "--username=" + user,
          "--pwfile=" + passwordFile,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8");
      Files.move(half, data);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  /** Starts the server in a session of its own and returns before it is ready. */
  void start(Path data, Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
      Files.delete(log);
    }
    run("pg_ctl", "--no-wait", "--silent", "--pgdata=" + data, "--log=" + log, "start");
  }

  /** Stops the server and waits until it is gone; whoever is connected is disconnected. */
  void stop(Path data) throws IOException {
    run("pg_ctl", "--silent", "--mode=fast", "--timeout=60", "--pgdata=" + data, "stop");
  }

  private void run(String program, String... arguments) throws IOException {
    var command = new ArrayList<>(before);
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile("gatehouse-", ".out");
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(program + " does not come to an end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            program + " failed: " + Files.readString(output, StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " ran", e);
    } finally {
      Files.delete(output);
    }
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
