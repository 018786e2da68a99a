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
    boolean mounted = mount(path, "size=" + megabytes + "m");
    return mounted ? new SmallDisk(path) : null;
  }

  private static boolean mount(Path path, String options) throws IOException, InterruptedException {
    return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** Makes it as large as this, with what is on it. */
  void resize(int megabytes) throws IOException, InterruptedException {
    if (!mount(path, "remount,size=" + megabytes + "m")) {
      throw new IOException(path + " cannot be resized");
    }
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
