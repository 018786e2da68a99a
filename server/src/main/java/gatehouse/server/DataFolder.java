package gatehouse.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The folder of an installation: private to its owner, and used by one server at a time. */
final class DataFolder implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Thrown where another server uses the folder. */
  static final class InUse extends IOException {
    private static final long serialVersionUID = 1L;

    InUse(Path path) {
      super(
          "The data folder "
              + path
              + " is in use by another server: stop it, or give --data another folder.");
    }
  }

  /**
   * Opens the folder, making it where it is not there.
   *
   * @param database whether the database is to lie in it too
   * @throws InUse where another server has it open
   * @throws DiskRoom.Missing where its disk has not the room that a start takes
   * @throws Config.Faulty where it cannot be made or written to
   */
  static DataFolder open(Path path, boolean database) throws IOException, Config.Faulty {
    FileChannel channel = lock(path);
    try {
      if (channel.tryLock() != null) {
        requireRoom(channel, path, database);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(ThisProcess.asText().getBytes(StandardCharsets.US_ASCII)));
        Files.deleteIfExists(path.resolve("stop-workloads"));
        return new DataFolder(path, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another server in this very process: said below.
    }
    channel.close();
    throw new InUse(path);
  }

  private static void requireRoom(FileChannel lock, Path path, boolean database)
      throws IOException {
    try {
      DiskRoom.require(path, database);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws IOException, Config.Faulty {
    try {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
      return FileChannel.open(
          path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      DiskRoom.Missing full = DiskRoom.behind(e, path);
      if (full != null) {
        throw full;
      }
      throw new Config.Faulty(
          List.of(
              "data: the folder "
                  + path
                  + " cannot be made or written to: give --data a folder that is "
                  + System.getProperty("user.name")
                  + "'s"));
    }
  }

  /** The folder. */
  Path path() {
    return path;
  }

  /**
   * Whether whoever asked for a stop ({@code gatehouse stop --workloads}) wants what runs to end
   * too; asked once, it is forgotten.
   */
  boolean takeStopOfWorkloads() throws IOException {
    return Files.deleteIfExists(path.resolve("stop-workloads"));
  }

  /**
   * The name under which other nodes know what lies here; drawn once, and never another.
   *
   * @param draw makes one
   */
  String home(Supplier<String> draw) throws IOException {
    Path file = path.resolve("node");
    if (Files.notExists(file)) {
      Path draft = path.resolve("node.draft");
      Files.writeString(draft, draw.get() + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    String name = Files.readString(file).strip();
    if (!NAME.matcher(name).matches()) {
      throw new IOException(file + " does not hold the node's name: restore it from a backup");
    }
    return name;
  }

  /** A folder inside that nobody else may look into. */
  Path privateFolder(String name) throws IOException {
    Path folder = path.resolve(name);
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }

  @Override
  public void close() throws IOException {
    lock.truncate(0);
    lock.close();
  }
}
