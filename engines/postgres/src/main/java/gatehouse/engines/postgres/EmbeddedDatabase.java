package gatehouse.engines.postgres;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, kept in a folder across restarts and reached over a private Unix socket
 * with a generated password. One that a killed server left running is taken over.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "gatehouse";

  /** The kernel takes 107 bytes; the file's own name is part of them. */
  private static final int LONGEST_SOCKET = 100;

  private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int TRIES = 5;

  private final Path folder;
  private final Path data;
  private final PostgresPrograms programs;
  private final FileChannel lock;
  private final String password;
  private Path sockets;

  private EmbeddedDatabase(
      Path folder, PostgresPrograms programs, FileChannel lock, String password, Path sockets) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.programs = programs;
    this.lock = lock;
    this.password = password;
    this.sockets = sockets;
  }

  /**
   * Starts it, and makes it first where the folder is empty.
   *
   * @param folder all that is kept, as {@code <data>/postgres}
   * @param cache where PostgreSQL's programs are unpacked to, once
   * @throws IOException where it does not start; the message is for the operator
   */
  public static EmbeddedDatabase start(Path folder, Path cache) throws IOException {
    Path home = Files.createDirectories(folder.toAbsolutePath());
    makePrivate(home);
    FileChannel lock = lock(home);
    try {
      var programs = new PostgresPrograms(PostgresBinaries.unpackedIn(cache.toAbsolutePath()));
      var database =
          new EmbeddedDatabase(home, programs, lock, password(home), home.resolve("socket"));
      database.ensureRunning();
      return database;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** For {@link Database#open}. */
  public String url() {
    return url("postgres");
  }

  /** The address of one of its databases. */
  String url(String database) {
    return "jdbc:postgresql://localhost/"
        + database
        + "?sslmode=disable&gssEncMode=disable&socketFactory="
        + UnixSocketFactory.class.getName()
        + "&socketFactoryArg="
        + URLEncoder.encode(sockets.resolve(".s.PGSQL.5432").toString(), StandardCharsets.UTF_8);
  }

  /** For {@link Database#open}. */
  public String user() {
    return USER;
  }

  /** For {@link Database#open}. */
  public String password() {
    return password;
  }

  /**
   * Starts it again where it is gone; to be called now and then. Its address stays the same.
   *
   * @throws IOException where it does not start; the message is for the operator
   */
  public synchronized void ensureRunning() throws IOException {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      programs.initialise(data, USER, password, folder);
    }
    Optional<Postmaster> present = Postmaster.of(data);
    if (present.isPresent() && isOurs(present.get())) {
      awaitReady();
      return;
    }
    if (present.isPresent()) {
      LOG.info("stopping the PostgreSQL that an earlier server left running");
      programs.stop(data);
    }
    startServer();
  }

  /** The process id of the server; empty while it does not run. */
  public Optional<Long> pid() throws IOException {
    return Postmaster.of(data).map(Postmaster::pid);
  }

  /** Stops the server; what it holds stays. */
  @Override
  public synchronized void close() throws IOException {
    try (lock) {
      if (Postmaster.of(data).isPresent()) {
        programs.stop(data);
      }
      if (isElsewhere()) {
        PostgresBinaries.deleteTree(sockets);
      }
    }
  }

  /** One that runs with other settings than ours is stopped and started anew. */
  private boolean isOurs(Postmaster present) throws IOException {
    if (present.socketFolder().isEmpty()) {
      return false;
    }
    Path socketFolder = Path.of(present.socketFolder());
    if (!PostgresSettings.areKept(data, socketFolder)) {
      return false;
    }
    sockets = socketFolder;
    return true;
  }

  /** After a crash what is left of the old server may need a moment to end: tried a few times. */
  private void startServer() throws IOException {
    sockets = socketFolder();
    PostgresSettings.keep(data, sockets, USER);
    for (int i = 1; ; i++) {
      Postmaster.disownStaleFile(data);
      programs.start(data, log());
      try {
        awaitReady();
        return;
      } catch (IOException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private void awaitReady() throws IOException {
    long begun = System.nanoTime();
    while (true) {
      Optional<Postmaster> present = Postmaster.of(data);
      if (present.isPresent() && present.get().ready()) {
        return;
      }
      long patience = present.isPresent() ? LONGEST_START_NANOS : LONGEST_SILENCE_NANOS;
      if (System.nanoTime() - begun > patience) {
        throw new IOException("PostgreSQL does not start: " + lastWords());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()))
        + " (more in "
        + log()
        + ")";
  }

  /** Beside the data, or, where that path is too long for a socket, a short one that is kept. */
  private Path socketFolder() throws IOException {
    Path beside = folder.resolve("socket");
    if (beside.resolve(".s.PGSQL.5432").toString().getBytes(StandardCharsets.UTF_8).length
        <= LONGEST_SOCKET) {
      Files.createDirectories(beside);
      makePrivate(beside);
      return beside;
    }
    return isElsewhere() && Files.isDirectory(sockets)
        ? sockets
        : Files.createTempDirectory("gatehouse-");
  }

  private boolean isElsewhere() {
    return !sockets.startsWith(folder);
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // The same as a lock of another process: refused below.
    }
    channel.close();
    throw new IOException("the folder " + home + " is in use by another server");
  }

  private static String password(Path home) throws IOException {
    Path file = home.resolve("password");
    if (!Files.exists(file)) {
      byte[] bytes = new byte[24];
      new SecureRandom().nextBytes(bytes);
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Path half = home.resolve("password.new");
      Files.deleteIfExists(half);
      Files.createFile(half, ownerOnly);
      Files.writeString(half, HexFormat.of().formatHex(bytes));
      Files.move(half, file);
    }
    return Files.readString(file).strip();
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }
}
