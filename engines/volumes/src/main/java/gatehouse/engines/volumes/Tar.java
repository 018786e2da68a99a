package gatehouse.engines.volumes;

import gatehouse.core.volume.KeyPath;
import gatehouse.core.volume.LocalEntry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files of a folder as a tar file, and back; a name that ends in gz is compressed. */
final class Tar {
  private static final int PROGRAM = 0100;
  private static final long LEAST_ROOM = 1L << 30;
  private static final int MOST_TIMES = 200;
  private static final int MOST_ENTRIES = 500_000;

  private final SafeTree tree;
  private final Tally tally;

  Tar(SafeTree tree, Tally tally) {
    this.tree = tree;
    this.tally = tally;
  }

  /**
   * Brings what is in a tar file into the folder; what leads out of it, links and devices are left
   * out and said.
   *
   * @return what lies there now, by path, its folders included
   */
  Map<String, LocalEntry> unpack(Path file, String name) throws IOException {
    Map<String, LocalEntry> brought = new TreeMap<>();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        var room =
            new ArchiveRoom(
                plain(bytes, name), LEAST_ROOM + Files.size(file) * MOST_TIMES, MOST_ENTRIES);
        var tar = new TarArchiveInputStream(room, "UTF-8")) {
      for (TarArchiveEntry entry = room.next(tar); entry != null; entry = room.next(tar)) {
        String text = shortened(entry.getName());
        if (text.isEmpty()) {
          continue;
        }
        if (!KeyPath.isPath(text)) {
          tally.leaveOut(entry.getName(), "its name is no path below a folder");
        } else if (entry.isDirectory()) {
          KeyPath path = KeyPath.parse(text.endsWith("/") ? text : text + "/");
          brought.put(path.toString(), tree.makeFolder(path));
        } else if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
          KeyPath path = KeyPath.parse(text);
          brought.put(path.toString(), put(room.within(tar), entry, path));
        } else {
          tally.leaveOut(text, "it is neither a file nor a folder");
        }
      }
    }
    for (LocalEntry entry : Map.copyOf(brought).values()) {
      for (int i = 1; i <= entry.path().parents().size(); i++) {
        var folder = new KeyPath(entry.path().parents().subList(0, i), true);
        if (!brought.containsKey(folder.toString())) {
          brought.put(folder.toString(), tree.makeFolder(folder));
        }
      }
    }
    return brought;
  }

  private LocalEntry put(InputStream bytes, TarArchiveEntry entry, KeyPath path)
      throws IOException {
    Path fresh = tree.fresh();
    try {
      try (OutputStream out = Files.newOutputStream(fresh)) {
        bytes.transferTo(out);
      }
      Instant at = entry.getLastModifiedTime().toInstant();
      Files.setLastModifiedTime(fresh, FileTime.from(at));
      return tree.put(fresh, path, (entry.getMode() & PROGRAM) != 0);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Writes a tar file with these files and folders. */
  void pack(Collection<LocalEntry> entries, Path into, String name) throws IOException {
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(into));
        var tar =
            new TarArchiveOutputStream(
                name.endsWith("gz") ? new GZIPOutputStream(bytes) : bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (LocalEntry entry : entries) {
        var header = new TarArchiveEntry(entry.path().toString());
        header.setModTime(FileTime.from(entry.modified(), TimeUnit.NANOSECONDS));
        if (entry.path().folder()) {
          tar.putArchiveEntry(header);
        } else {
          header.setSize(entry.size());
          header.setMode(tree.isExecutable(entry.path()) ? 0100755 : 0100644);
          tar.putArchiveEntry(header);
          try (InputStream in = new FirstBytes(tree.read(entry.path()), entry.size())) {
            if (in.transferTo(tar) != entry.size()) {
              throw new IOException(entry.path() + ": it changes while it is read");
            }
          }
        }
        tar.closeArchiveEntry();
      }
    }
  }

  private static InputStream plain(InputStream bytes, String name) throws IOException {
    return name.endsWith("gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private static String shortened(String name) {
    String text = name;
    while (text.startsWith("./")) {
      text = text.substring(2);
    }
    return text.equals(".") ? "" : text;
  }
}
