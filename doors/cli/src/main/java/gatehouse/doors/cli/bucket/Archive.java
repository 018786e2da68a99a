package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.remote.Failure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Many files as one, in the format of tar; compressed where the name says so. */
final class Archive {
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private Archive() {}

  /** Whether a name is that of an archive. */
  static boolean isOne(String name) {
    return name.endsWith(".tar") || isCompressed(name);
  }

  private static boolean isCompressed(String name) {
    return name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  /**
   * Packs files.
   *
   * @param files by their names in the archive; folders end in a slash
   */
  static void pack(Map<String, Path> files, String name, Path archive) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
        var tar =
            new TarArchiveOutputStream(isCompressed(name) ? new GZIPOutputStream(out) : out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Map.Entry<String, Path> each : files.entrySet()) {
        var entry = new TarArchiveEntry(each.getKey());
        entry.setModTime(Files.getLastModifiedTime(each.getValue()));
        if (!entry.isDirectory()) {
          entry.setSize(Files.size(each.getValue()));
          entry.setMode(Files.isExecutable(each.getValue()) ? EXECUTABLE : PLAIN);
        }
        tar.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
          Files.copy(each.getValue(), tar);
        }
        tar.closeArchiveEntry();
      }
    }
  }

  /** Unpacks an archive below a folder; links and devices in it are refused. */
  static void unpack(Path archive, String name, Path folder, boolean overwrite) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        var tar = new TarArchiveInputStream(isCompressed(name) ? new GZIPInputStream(in) : in)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String inside = entry.getName().replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
        if (inside.isEmpty() || inside.equals(".")) {
          continue;
        }
        Path file = Naming.fileIn(folder, inside);
        requireNoLinkOnTheWay(folder, file);
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else if (!entry.isFile() || entry.isSymbolicLink() || entry.isLink()) {
          throw new Failure(inside + " in the archive is neither a file nor a folder");
        } else if (overwrite || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          write(tar, entry, file);
        }
      }
    }
  }

  private static void write(InputStream bytes, TarArchiveEntry entry, Path file)
      throws IOException {
    Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(parent);
    Path part = Files.createTempFile(parent, ".", ".part");
    try {
      Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
      boolean _ = part.toFile().setExecutable((entry.getMode() & 0100) != 0);
      Files.setLastModifiedTime(part, FileTime.from(entry.getLastModifiedTime().toInstant()));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What lies in a folder already may be a link that leads out of it. */
  private static void requireNoLinkOnTheWay(Path folder, Path file) {
    Path way = folder;
    for (Path part : folder.relativize(file)) {
      way = way.resolve(part);
      if (Files.isSymbolicLink(way)) {
        throw new Failure(way + " is a link, and nothing is unpacked through one");
      }
    }
  }
}
