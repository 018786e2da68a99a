package gatehouse.engines.runtimes.backups;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One thing in a folder; its path is relative to that, and of the bytes it has there. */
sealed interface Entry {

  /** Where it is. */
  Path path();

  /**
   * A folder.
   *
   * @param mode its permissions, the last nine bits
   * @param modified nanoseconds since 1970
   */
  record Folder(Path path, int mode, long modified) implements Entry {}

  /**
   * A file.
   *
   * @param modified nanoseconds since 1970
   * @param size bytes
   * @param hash the SHA-256 of its content in hexadecimal; null where it was not read yet
   * @param stamp what changes whenever the file is written, as nobody can set it
   * @param twins a number that only the names of one and the same file share; 0 where it has one
   */
  record File(
      Path path, int mode, long modified, long size, @Nullable String hash, Stamp stamp, long twins)
      implements Entry {

    File of(long length, String content) {
      return new File(path, mode, modified, length, content, stamp, twins);
    }
  }

  /** A symbolic link, with its target as it stands. */
  record Link(Path path, Path target) implements Entry {}

  /**
   * By what a file is known to be as it was.
   *
   * @param changed nanoseconds since 1970 at which its inode changed
   */
  record Stamp(long inode, long changed) {}

  /** Whether both say the same of what a person sees. */
  static boolean alike(Entry one, Entry other) {
    return (one instanceof File a && other instanceof File b)
        ? withoutStamp(a).equals(withoutStamp(b))
        : one.equals(other);
  }

  private static File withoutStamp(File file) {
    return new File(
        file.path,
        file.mode,
        file.modified,
        file.size,
        file.hash,
        new Stamp(0, 0),
        file.twins == 0 ? 0 : 1);
  }
}
