package gatehouse.engines.volumes;

import gatehouse.core.volume.KeyPath;
import gatehouse.core.volume.LocalEntry;
import gatehouse.core.workload.VolumeFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A folder that somebody else may change at any moment. Each name on a way is opened below the one
 * before and is no link, so that no change made meanwhile leads out of the folder.
 */
final class SafeTree {
  private static final int DEEPEST = 200;

  private final VolumeFolder folder;
  private final ReentrantLock making = new ReentrantLock();

  SafeTree(VolumeFolder folder) {
    this.folder = folder;
  }

  /**
   * All folders and files. A folder comes after what lies in it.
   *
   * @param leftOut told of each thing that is neither, a link above all
   */
  <E extends Exception> void walk(Visitor<E> found, Consumer<String> leftOut)
      throws IOException, E {
    try (Opened root = open(List.of(), false)) {
      walk(root.last(), new ArrayDeque<>(), found, leftOut);
    }
  }

  private static <E extends Exception> long walk(
      SecureDirectoryStream<Path> in, Deque<String> way, Visitor<E> found, Consumer<String> leftOut)
      throws IOException, E {
    long count = 0;
    for (Path child : in) {
      count++;
      String name = String.valueOf(child.getFileName());
      way.addLast(name);
      try {
        visit(in, Path.of(name), way, found, leftOut);
      } catch (NoSuchFileException e) {
        // It has gone meanwhile.
      } finally {
        way.removeLast();
      }
    }
    return count;
  }

  private static <E extends Exception> void visit(
      SecureDirectoryStream<Path> in,
      Path name,
      Deque<String> way,
      Visitor<E> found,
      Consumer<String> leftOut)
      throws IOException, E {
    BasicFileAttributes is = attributes(in, name);
    String path = String.join("/", way);
    if (!KeyPath.isPath(path) || way.size() > DEEPEST) {
      leftOut.accept(path);
    } else if (is.isRegularFile()) {
      found.found(entry(new KeyPath(List.copyOf(way), false), is));
    } else if (is.isDirectory()) {
      try (SecureDirectoryStream<Path> below =
          in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        long count = walk(below, way, found, leftOut);
        found.found(
            new LocalEntry(
                new KeyPath(List.copyOf(way), true),
                count,
                modified(is),
                String.valueOf(is.fileKey())));
      }
    } else {
      leftOut.accept(path);
    }
  }

  /** Told of each thing found. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {
    void found(LocalEntry entry) throws E;
  }

  /** What lies under a path now, as {@link #walk} has it: nothing beyond a link. */
  Optional<LocalEntry> find(KeyPath path) throws IOException {
    try (Opened way = open(List.of(), false)) {
      for (String name : path.folder() ? path.names() : path.parents()) {
        if (!attributes(way.last(), Path.of(name)).isDirectory()) {
          return Optional.empty();
        }
        way.add(below(way.last(), Path.of(name), false));
      }
      return path.folder() ? Optional.of(folder(path, way.last())) : file(path, way.last());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static LocalEntry folder(KeyPath path, SecureDirectoryStream<Path> there)
      throws IOException {
    BasicFileAttributes is =
        there.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
    long count = 0;
    for (Path _ : there) {
      count++;
    }
    return new LocalEntry(path, count, modified(is), String.valueOf(is.fileKey()));
  }

  /** What lies under a path now, where it is a file. */
  Optional<LocalEntry> file(KeyPath path) throws IOException {
    try (Opened parent = open(path.parents(), false)) {
      return file(path, parent.last());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalEntry> file(KeyPath path, SecureDirectoryStream<Path> parent)
      throws IOException {
    BasicFileAttributes is = attributes(parent, Path.of(path.name()));
    return is.isRegularFile() ? Optional.of(entry(path, is)) : Optional.empty();
  }

  /** Whether a file is a program. */
  boolean isExecutable(KeyPath path) throws IOException {
    try (Opened parent = open(path.parents(), false)) {
      return parent
          .last()
          .getFileAttributeView(
              Path.of(path.name()), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes()
          .permissions()
          .contains(PosixFilePermission.OWNER_EXECUTE);
    }
  }

  /** Opens a file for reading. */
  InputStream read(KeyPath path) throws IOException {
    try (Opened parent = open(path.parents(), false)) {
      Path name = Path.of(path.name());
      if (!attributes(parent.last(), name).isRegularFile()) {
        throw new FileSystemException(path.toString(), null, "is no file any more");
      }
      return Channels.newInputStream(
          parent
              .last()
              .newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }
  }

  /**
   * Puts a file from aside in its place, at once, in place of the file that was there.
   *
   * @param ready a file in the folder {@code aside}
   */
  LocalEntry put(Path ready, KeyPath path) throws IOException {
    return put(ready, path, false);
  }

  /** The same, for a file that may be a program. */
  LocalEntry put(Path ready, KeyPath path, boolean executable) throws IOException {
    give(ready, executable ? "rwxr-xr-x" : "rw-r--r--");
    try (Opened parent = open(path.parents(), true);
        Opened aside = aside()) {
      Path name = Path.of(path.name());
      aside.last().move(Path.of(ready.getFileName().toString()), parent.last(), name);
      return entry(path, attributes(parent.last(), name));
    }
  }

  /** Makes a folder, unless it is there. */
  LocalEntry makeFolder(KeyPath path) throws IOException {
    try (Opened made = open(path.names(), true)) {
      BasicFileAttributes is =
          made.last().getFileAttributeView(BasicFileAttributeView.class).readAttributes();
      return new LocalEntry(path, 0, modified(is), String.valueOf(is.fileKey()));
    }
  }

  /** Removes a file, or a folder in which nothing is. */
  void remove(KeyPath path) throws IOException {
    try (Opened parent = open(path.parents(), false)) {
      Path name = Path.of(path.name());
      if (path.folder()) {
        parent.last().deleteDirectory(name);
      } else {
        parent.last().deleteFile(name);
      }
    } catch (NoSuchFileException e) {
      // It has gone already.
    }
  }

  /** A new file aside, for what is to be put in place. */
  Path fresh() throws IOException {
    return Files.createFile(folder.aside().resolve(UUID.randomUUID().toString()));
  }

  /** Drops what an earlier try left half made. */
  void clearAside() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder.aside())) {
      for (Path one : left) {
        if (!Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(one);
        }
      }
    }
  }

  private void give(Path ready, String permissions) throws IOException {
    Files.setPosixFilePermissions(ready, PosixFilePermissions.fromString(permissions));
    if (folder.owner() >= 0) {
      Files.setAttribute(ready, "unix:uid", folder.owner());
      Files.setAttribute(ready, "unix:gid", folder.owner());
    }
  }

  @SuppressWarnings("StreamResourceLeak") // Closed with what is returned.
  private Opened aside() throws IOException {
    var opened = new Opened();
    opened.add(Files.newDirectoryStream(folder.aside()));
    return opened;
  }

  @SuppressWarnings("StreamResourceLeak") // Closed with what is returned.
  private Opened open(List<String> names, boolean make) throws IOException {
    var opened = new Opened();
    try {
      opened.add(Files.newDirectoryStream(folder.data()));
      for (String name : names) {
        opened.add(below(opened.last(), Path.of(name), make));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private SecureDirectoryStream<Path> below(SecureDirectoryStream<Path> in, Path name, boolean make)
      throws IOException {
    try {
      return in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      if (!make) {
        throw e;
      }
    }
    // Renamed over a folder, it would take the place of one that another thread has just opened.
    making.lock();
    try {
      try {
        return in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        Path fresh = Files.createDirectory(folder.aside().resolve(UUID.randomUUID().toString()));
        give(fresh, "rwxr-xr-x");
        try (Opened aside = aside()) {
          aside.last().move(Path.of(fresh.getFileName().toString()), in, name);
        }
        return in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
      }
    } finally {
      making.unlock();
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> in, Path name)
      throws IOException {
    return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static LocalEntry entry(KeyPath path, BasicFileAttributes is) {
    return new LocalEntry(path, is.size(), modified(is), String.valueOf(is.fileKey()));
  }

  private static long modified(BasicFileAttributes is) {
    return is.lastModifiedTime().to(TimeUnit.MICROSECONDS) * 1000;
  }

  /** A way of folders, each opened below the one before. */
  private static final class Opened implements AutoCloseable {
    private final Deque<SecureDirectoryStream<Path>> streams = new ArrayDeque<>();

    void add(DirectoryStream<Path> stream) throws IOException {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        stream.close();
        throw new IOException("this file system cannot open one name below another safely");
      }
      streams.addLast(secure);
    }

    SecureDirectoryStream<Path> last() {
      return streams.getLast();
    }

    @Override
    public void close() throws IOException {
      while (!streams.isEmpty()) {
        streams.removeLast().close();
      }
    }
  }
}
