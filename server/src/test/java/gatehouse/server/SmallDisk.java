package gatehouse.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few hundred megabytes, mounted for a test and taken away again. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  /** Mounts one; null where this user may not. */
  static SmallDisk mountedAt(Path path, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(path);
    var mount =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", path.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return mount.waitFor() == 0 ? new SmallDisk(path) : null;
  }

  Path path() {
    return path;
  }

  /** Takes all the room there is. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (var ballast = Files.newOutputStream(ballast())) {
      while (true) {
        ballast.write(block);
      }
    } catch (IOException e) {
      FileStore store = Files.getFileStore(path);
      if (store.getUsableSpace() > BLOCK) {
        throw e;
      }
    }
  }

  /** Gives the room back. */
  void empty() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return path.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazily: a process that is just ending may still hold a file.
      new ProcessBuilder("umount", "--lazy", path.toString()).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
