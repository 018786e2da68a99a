package gatehouse.engines.runtimes.backups;

import gatehouse.engines.runtimes.backups.Entry.File;
import gatehouse.engines.runtimes.backups.Entry.Folder;
import gatehouse.engines.runtimes.backups.Entry.Link;
import gatehouse.engines.runtimes.backups.Entry.Stamp;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What is in a folder, link by link and never through one. Sockets, pipes and devices are left out,
 * and what its owner has closed to everybody where the server is not root.
 */
final class Walk {
  /** So many folders may lie in each other. */
  static final int DEEPEST = 200;

  private static final String ATTRIBUTES =
      "unix:mode,size,lastModifiedTime,ctime,ino,nlink,isDirectory,isRegularFile,isSymbolicLink";

  private final Path root;
  private final int most;
  private final BooleanSupplier cancelled;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param most how many entries there may be
   */
  Walk(Path root, int most, BooleanSupplier cancelled) {
    this.root = root;
    this.most = most;
    this.cancelled = cancelled;
  }

  /** All of them, those of a folder in the order of their names' bytes, hashes left out. */
  List<Entry> entries() throws IOException {
    below(Path.of(""), 0);
    return entries;
  }

  private void below(Path folder, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new TooMuch("folders in each other more than " + DEEPEST + " deep");
    }
    var children = new ArrayList<Path>();
    Path at = root.resolve(folder);
    if (Files.isSymbolicLink(at) || !Files.isReadable(at)) {
      return;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(at)) {
      for (Path child : stream) {
        children.add(child.getFileName());
        if (children.size() + entries.size() > most) {
          throw new TooMuch("more than " + most + " files and folders");
        }
      }
    }
    children.sort(null);
    for (Path name : children) {
      if (cancelled.getAsBoolean()) {
        throw new IOException("it was told to end");
      }
      look(folder.resolve(name), depth);
    }
  }

  private void look(Path path, int depth) throws IOException {
    Path at = root.resolve(path);
    Map<String, Object> seen = Files.readAttributes(at, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int mode = (int) number(seen, "mode") & 0777;
    long modified = nanos(seen, "lastModifiedTime");
    if (Boolean.TRUE.equals(seen.get("isDirectory"))) {
      entries.add(new Folder(path, mode, modified));
      below(path, depth + 1);
    } else if (Boolean.TRUE.equals(seen.get("isSymbolicLink"))) {
      entries.add(new Link(path, Files.readSymbolicLink(at)));
    } else if (Boolean.TRUE.equals(seen.get("isRegularFile")) && Files.isReadable(at)) {
      long inode = number(seen, "ino");
      entries.add(
          new File(
              path,
              mode,
              modified,
              number(seen, "size"),
              null,
              new Stamp(inode, nanos(seen, "ctime")),
              number(seen, "nlink") > 1 ? inode : 0));
    }
  }

  private static long nanos(Map<String, Object> seen, String what) {
    return ((FileTime) attribute(seen, what)).to(TimeUnit.NANOSECONDS);
  }

  private static long number(Map<String, Object> seen, String what) {
    return ((Number) attribute(seen, what)).longValue();
  }

  private static Object attribute(Map<String, Object> seen, String what) {
    return Objects.requireNonNull(seen.get(what), what);
  }

  /** Opens a file below a folder; fails where any part of the way is a link. */
  @SuppressWarnings("StreamResourceLeak") // Closed in the end, whichever folder it got to.
  static SeekableByteChannel open(Path root, Path path) throws IOException {
    SecureDirectoryStream<Path> in = secure(Files.newDirectoryStream(root));
    try {
      for (int i = 0; i < path.getNameCount() - 1; i++) {
        SecureDirectoryStream<Path> above = in;
        in = secure(above.newDirectoryStream(path.getName(i), LinkOption.NOFOLLOW_LINKS));
        above.close();
      }
      return in.newByteChannel(
          path.getFileName(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } finally {
      in.close();
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this system cannot open files without following links");
  }
}
