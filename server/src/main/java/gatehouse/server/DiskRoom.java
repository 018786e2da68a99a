package gatehouse.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the disk of the data folder has the room that a start takes, asked before anything is
 * made, and how it is said where it has not.
 */
final class DiskRoom {
  private static final long MEGABYTE = 1 << 20;

  /** Measured at a first start: 60 MB of programs, 41 MB of an empty database. */
  private static final int PROGRAMS_MB = 70;

  private static final int DATABASE_MB = 50;

  /** Locks, records of the workloads that are found again, the database's first steps. */
  private static final int START_MB = 4;

  private static final int DEEPEST_CAUSE = 20;

  private DiskRoom() {}

  /** Thrown where a start has not the room that it takes; the message is for the operator. */
  static final class Missing extends IOException {
    private static final long serialVersionUID = 1L;

    Missing(Path folder, long free, int needed) {
      super(
          "The disk of the data folder "
              + folder
              + " has "
              + free
              + " MB left, and this start needs "
              + needed
              + " MB: make room there, or give --data a folder on another disk.");
    }

    Missing(Path folder) {
      super(
          "The disk of the data folder "
              + folder
              + " is full, so Gatehouse could not start: make room there and start again.");
    }
  }

  /**
   * @param folder the data folder, which is there
   * @param embedded whether the database lies in it too
   * @throws Missing where there is less room than this start takes
   */
  static void require(Path folder, boolean embedded) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    int needed = START_MB + (embedded ? database(folder) : 0);
    // Some file systems of the network do not tell their size; those are tried.
    if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed * MEGABYTE) {
      throw new Missing(folder, disk.getUsableSpace() / MEGABYTE, needed);
    }
  }

  private static int database(Path folder) throws IOException {
    int programs = isUnpacked(folder.resolve("cache")) ? 0 : PROGRAMS_MB;
    return Files.exists(folder.resolve("postgres/data")) ? programs : programs + DATABASE_MB;
  }

  private static boolean isUnpacked(Path cache) throws IOException {
    if (!Files.isDirectory(cache)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(cache)) {
      return inside.anyMatch(each -> each.getFileName().toString().startsWith("postgresql-"));
    }
  }

  /** What a failure is where a full disk is behind it; null where it is something else. */
  static @Nullable Missing behind(Throwable failure, Path folder) {
    Throwable each = failure;
    for (int i = 0; i < DEEPEST_CAUSE && each != null; i++) {
      String message = String.valueOf(each.getMessage());
      if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
        return new Missing(folder);
      }
      each = each.getCause();
    }
    return null;
  }
}
