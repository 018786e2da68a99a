package gatehouse.engines.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/** Folders and tarballs, read alike. */
final class Shelves {
  private Shelves() {}

  static FolderSource.Shelf open(Path path) throws IOException {
    return Files.isDirectory(path) ? new Folder(path) : new Tarball(path);
  }

  private record Folder(Path at) implements FolderSource.Shelf {
    @Override
    public boolean has(String path) {
      Path file = at.resolve(path).normalize();
      return file.startsWith(at) && Files.isRegularFile(file);
    }

    @Override
    public InputStream open(String path) throws IOException {
      return Files.newInputStream(at.resolve(path).normalize());
    }

    @Override
    public void close() {}
  }

  private static final class Tarball implements FolderSource.Shelf {
    private final TarFile tar;
    private final Map<String, TarArchiveEntry> entries = new HashMap<>();

    Tarball(Path path) throws IOException {
      try {
        tar = new TarFile(path);
      } catch (IOException e) {
        throw Fault.bad("the file " + path.getFileName() + " is no tarball (decompress it first)");
      }
      for (TarArchiveEntry entry : tar.getEntries()) {
        entries.put(plain(entry.getName()), entry);
      }
    }

    @Override
    public boolean has(String path) {
      return find(path) != null;
    }

    @Override
    public InputStream open(String path) throws IOException {
      TarArchiveEntry entry = find(path);
      if (entry == null) {
        throw Fault.bad("it lacks its file " + path);
      }
      return tar.getInputStream(entry);
    }

    /** Old versions of Docker write a layer once, and links to it. */
    private @Nullable TarArchiveEntry find(String path) {
      TarArchiveEntry entry = entries.get(plain(path));
      for (int i = 0; entry != null && entry.isSymbolicLink() && i < 5; i++) {
        Path to = Path.of("/").resolve(plain(entry.getName())).resolveSibling(entry.getLinkName());
        entry = entries.get(plain(to.normalize().toString()));
      }
      return entry != null && entry.isFile() ? entry : null;
    }

    private static String plain(String name) {
      String from = name.startsWith("./") ? name.substring(2) : name;
      return from.startsWith("/") ? from.substring(1) : from;
    }

    @Override
    public void close() throws IOException {
      tar.close();
    }
  }
}
