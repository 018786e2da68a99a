package gatehouse.engines.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  private static final Project PROJECT =
      new Project(
          new ProjectId("a".repeat(32)), "kept", true, Instant.parse("2026-11-23T12:00:00Z"));

  private static final Path EMPTY = Path.of("target/postgres-empty");

  @TempDir Path folder;

  /** Making an empty one takes seconds on a busy disk: made once, and copied. */
  @BeforeAll
  static void anEmptyOne() throws IOException {
    if (Files.exists(EMPTY)) {
      return;
    }
    Path half = EMPTY.resolveSibling("postgres-empty.new");
    try (EmbeddedDatabase server = EmbeddedDatabase.start(half, PostgresForTests.PROGRAMS);
        Database database = Database.open(server)) {
      database.read(handle -> handle.execute("ALTER SYSTEM SET fsync = off"));
    }
    Files.move(half, EMPTY);
  }

  @BeforeEach
  void aCopyOfTheEmptyOne() throws IOException {
    Path home = folder.resolve("postgres");
    try (var paths = Files.walk(EMPTY)) {
      for (Path path : paths.toList()) {
        Files.copy(path, home.resolve(EMPTY.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private EmbeddedDatabase start() throws IOException {
    return EmbeddedDatabase.start(folder.resolve("postgres"), PostgresForTests.PROGRAMS);
  }

  private static PostgresAdministration store(Database database) {
    return new PostgresAdministration(database, InstantSource.system());
  }

  private static void insertProject(Database database) {
    store(database)
        .transaction(
            tx -> {
              tx.insert(PROJECT);
              return null;
            });
  }

  private static List<Project> projects(Database database) {
    return store(database).projects();
  }

  @Test
  void whatIsKeptIsThereAfterARestart() throws IOException {
    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      insertProject(database);
    }

    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      assertThat(projects(database)).containsExactly(PROJECT);
    }
  }

  @Test
  void nobodyElseMayLookAtItsFolderAndItListensOnNoPort() throws IOException {
    try (EmbeddedDatabase server = start()) {
      Path home = folder.resolve("postgres");
      for (String name : List.of("", "socket", "data")) {
        assertThat(Files.getPosixFilePermissions(home.resolve(name))).as(name).hasSize(3);
      }
      assertThat(Files.getPosixFilePermissions(home.resolve("password"))).hasSize(2);
      assertThat(Files.readString(home.resolve("data/postgresql.conf")))
          .contains("listen_addresses = ''");
      assertThatThrownBy(() -> Database.open(server.url(), server.user(), "a guess"))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aFolderWhosePathIsTooLongForASocketDoesAsWell() throws Exception {
    Path deep = folder.resolve("a".repeat(120));
    Files.move(folder.resolve("postgres"), deep);
    String url;
    try (EmbeddedDatabase server = EmbeddedDatabase.start(deep, PostgresForTests.PROGRAMS);
        Database database = Database.open(server)) {
      url = server.url();
      insertProject(database);
      signal("KILL", server.pid().orElseThrow());

      awaitOutage(database);
      server.ensureRunning();

      assertThat(server.url()).isEqualTo(url);
      awaitService(server, database);
      assertThat(projects(database)).containsExactly(PROJECT);
    }
    String socket = URLDecoder.decode(url.replaceFirst(".*socketFactoryArg=", ""), UTF_8);
    assertThat(Path.of(socket).getParent()).doesNotExist();
  }

  @Test
  void aFolderThatIsInUseIsRefused() throws IOException {
    try (EmbeddedDatabase first = start()) {
      assertThat(first.pid()).isPresent();

      assertThatThrownBy(this::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another server");
    }
  }

  @Test
  void afterItIsKilledCallsFailAndThenServiceComesBack() throws Exception {
    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      insertProject(database);

      signal("KILL", server.pid().orElseThrow());

      awaitOutage(database);
      awaitService(server, database);
      assertThat(projects(database)).containsExactly(PROJECT);
    }
  }

  @Test
  void whileItIsHeldStillCallsFailWithinSeconds() throws Exception {
    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      insertProject(database);
      List<Long> processes = withChildren(server.pid().orElseThrow());
      for (long pid : processes) {
        signal("STOP", pid);
      }
      try {
        long begun = System.nanoTime();
        assertUnavailable(database);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
      } finally {
        for (long pid : processes) {
          signal("CONT", pid);
        }
      }
      awaitService(server, database);
      assertThat(projects(database)).containsExactly(PROJECT);
    }
  }

  /** The processes of a killed server answer until they notice. */
  private static void awaitOutage(Database database) {
    for (int i = 0; i < 1000; i++) {
      try {
        projects(database);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      } catch (Refused refused) {
        assertThat(refused.refusal()).isInstanceOf(Unavailable.class);
        return;
      }
    }
    throw new AssertionError("it still answers");
  }

  /** Each failing call takes up to two seconds by itself. */
  private static void awaitService(EmbeddedDatabase server, Database database) throws IOException {
    for (int i = 0; i < 30; i++) {
      server.ensureRunning(); // As the server does each second.
      try {
        projects(database);
        return;
      } catch (Refused refused) {
        assertThat(refused.refusal()).isInstanceOf(Unavailable.class);
      }
    }
  }

  private static void assertUnavailable(Database database) {
    assertThatThrownBy(() -> projects(database))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Unavailable.class));
  }

  @Test
  void oneThatAKilledServerLeftRunningIsTakenOver() throws Exception {
    long left = leaveOneRunning();

    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      assertThat(server.pid()).contains(left);
      assertThat(projects(database)).containsExactly(PROJECT);
    }
    assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive).filter(this::isNoZombie))
        .isEmpty();
  }

  @Test
  void oneLeftRunningWithOtherSettingsIsStoppedFirst() throws Exception {
    long left = leaveOneRunning();
    Path settings = folder.resolve("postgres/data/postgresql.conf");
    Files.writeString(settings, Files.readString(settings) + "# of an older release\n");

    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      assertThat(server.pid().orElseThrow()).isNotEqualTo(left);
      assertThat(projects(database)).containsExactly(PROJECT);
    }
  }

  @Test
  void aFileThatNamesSomebodyElsesProcessIsNoObstacle() throws Exception {
    try (EmbeddedDatabase server = start();
        Database database = Database.open(server)) {
      insertProject(database);
      long pid = server.pid().orElseThrow();
      signal("KILL", pid);
      awaitEnd(pid);
      Path file = folder.resolve("postgres/data/postmaster.pid");
      Files.writeString(
          file,
          Files.readString(file)
              .replaceFirst(Long.toString(pid), Long.toString(ProcessHandle.current().pid())));

      server.ensureRunning();

      awaitService(server, database);
      assertThat(projects(database)).containsExactly(PROJECT);
    }
  }

  /** What {@link #leaveOneRunning} runs, in a process of its own. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
      EmbeddedDatabase server =
          EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]));
      try (Database database = Database.open(server)) {
        insertProject(database);
      }
      System.out.println("pid " + server.pid().orElseThrow());
      System.in.read();
    }
  }

  /** Starts a server in another process, and kills that process. */
  private long leaveOneRunning() throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                classes,
                Server.class.getName(),
                folder.resolve("postgres").toString(),
                PostgresForTests.PROGRAMS.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("pid ")) {
          return Long.parseLong(line.substring(4));
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    throw new AssertionError("the other process did not start PostgreSQL");
  }

  private static List<Long> withChildren(long pid) {
    var all = new java.util.ArrayList<Long>();
    all.add(pid);
    ProcessHandle.of(pid).orElseThrow().descendants().forEach(child -> all.add(child.pid()));
    return all;
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
  }

  private static void awaitEnd(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private boolean isNoZombie(ProcessHandle process) {
    try {
      return !Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }
}
