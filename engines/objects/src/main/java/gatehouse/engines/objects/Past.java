package gatehouse.engines.objects;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was before the objects of now: a folder a key, in it a file a version under its id. What is
 * replaced is linked here first and only then written over, so that a crash in between leaves it
 * twice and never not at all; here counts what has another id than the object of now.
 */
final class Past {
  private static final int TRIES = 100;

  private final Path root;

  Past(Path root) {
    this.root = root;
  }

  /** A version of before, or a marker. */
  record Kept(Path file, Footer footer) {

    /** Makes it the object of now. */
    void bringBack(Path now) throws IOException {
      Draft.makeFolders(Draft.parent(now));
      Files.move(file, now, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Draft.force(Draft.parent(now));
    }
  }

  Path root() {
    return root;
  }

  /** The folder of a key. */
  Path folder(ObjectKey key) {
    return KeyPath.of(root, key.value());
  }

  /** The file of a version; only for ids that {@link Stamp#isId} knows. */
  Path file(ObjectKey key, String id) {
    if (!Stamp.isId(id)) {
      throw new IllegalArgumentException("no version: " + id);
    }
    return folder(key).resolve(id);
  }

  /** Keeps the object of now, which may then be replaced. */
  void keep(Path now, ObjectKey key, String id) throws IOException {
    Path target = file(key, id);
    for (int i = 0; ; i++) {
      Draft.makeFolders(Draft.parent(target));
      try {
        Files.createLink(target, now);
        break;
      } catch (FileAlreadyExistsException e) {
        if (Files.isSameFile(target, now)) {
          break; // A crash left it.
        }
        Files.deleteIfExists(target);
      } catch (NoSuchFileException e) {
        if (i == TRIES) {
          throw e; // Else its folder was tidied away meanwhile: once more.
        }
      }
    }
    Draft.force(Draft.parent(target));
  }

  void drop(ObjectKey key, String id) throws IOException {
    Files.deleteIfExists(file(key, id));
  }

  /**
   * All of a key, the newest first.
   *
   * @param except the id of the object of now
   */
  List<Kept> of(ObjectKey key, @Nullable String except) throws IOException {
    var kept = new ArrayList<Kept>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(key))) {
      for (Path file : files) {
        Footer footer = footer(file);
        if (footer != null && !footer.version().equals(except)) {
          kept.add(new Kept(file, footer));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    kept.sort(Comparator.comparingLong((Kept each) -> each.footer().order()).reversed());
    return kept;
  }

  /** What stands at the end of a file; null where there is none. */
  static @Nullable Footer footer(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return Footer.of(channel);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  static ObjectEntry entry(ObjectKey key, Footer footer) {
    return new ObjectEntry(key, footer.size(), footer.etag(), footer.modified());
  }
}
