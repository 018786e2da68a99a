package gatehouse.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The folder of an installation: private to its owner, and used by one server at a time. */
final class DataFolder implements AutoCloseable {
  private static final int KEY_LENGTH = 32;

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
   * @throws InUse where another server has it open
   */
  static DataFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new DataFolder(path, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another server in this very process: said below.
    }
    channel.close();
    throw new InUse(path);
  }

  /** The folder. */
  Path path() {
    return path;
  }

  /** A folder inside that nobody else may look into. */
  Path privateFolder(String name) throws IOException {
    Path folder = path.resolve(name);
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }

  /**
   * The installation's key for sealing: 32 random bytes, drawn at the first start, readable by the
   * owner alone.
   */
  byte[] key(SecureRandom random) throws IOException {
    Path file = path.resolve("key");
    if (!Files.exists(file)) {
      byte[] drawn = new byte[KEY_LENGTH];
      random.nextBytes(drawn);
      Path draft = path.resolve("key.draft");
      Files.deleteIfExists(draft);
      try {
        Files.createFile(
            draft,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException e) {
        throw new IOException("somebody else writes " + draft, e);
      }
      Files.write(draft, drawn);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY_LENGTH) {
      throw new IOException(file + " does not hold a key of 32 bytes: restore it from a backup");
    }
    return key;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
