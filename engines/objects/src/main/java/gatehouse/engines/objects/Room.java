package gatehouse.engines.objects;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Condition;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A bucket's folder: when it was made, its objects, uploads that are not complete, and drafts. What
 * is shown or removed is so under the lock of its key.
 */
final class Room {
  static final String BORN = "born";
  static final String OBJECTS = "objects";
  static final String UPLOADS = "uploads";
  static final String ASIDE = "aside";

  private static final int STRIPES = 256;

  private final Path folder;
  private final ReentrantReadWriteLock whole = new ReentrantReadWriteLock();
  private final Lock[] keys = new Lock[STRIPES];

  Room(Path folder) {
    this.folder = folder;
    for (int i = 0; i < STRIPES; i++) {
      keys[i] = new ReentrantLock();
    }
  }

  boolean isThere() {
    return Files.exists(folder.resolve(BORN));
  }

  Path objects() {
    return folder.resolve(OBJECTS);
  }

  Path uploads() {
    return folder.resolve(UPLOADS);
  }

  Path aside() {
    return folder.resolve(ASIDE);
  }

  Path file(ObjectKey key) {
    return KeyPath.of(objects(), key.value());
  }

  /** Shows a finished draft, unless the condition throws or the bucket is gone. */
  ObjectEntry show(Draft draft, Footer footer, ObjectKey key, Condition condition)
      throws IOException {
    Path file = file(key);
    locked(
        key,
        () -> {
          if (!isThere()) {
            throw new NoSuchFileException(folder.toString());
          }
          check(condition, file, key);
          draft.show(file);
          return true;
        });
    return new ObjectEntry(key, footer.size(), footer.etag(), footer.modified());
  }

  /** Removes an object, unless the condition throws; and the folders that are empty then. */
  boolean remove(ObjectKey key, Condition condition) throws IOException {
    Path file = file(key);
    boolean removed =
        locked(
            key,
            () -> {
              check(condition, file, key);
              return Files.deleteIfExists(file);
            });
    if (removed) {
      tidy(Draft.parent(file));
    }
    return removed;
  }

  /** Removes the bucket where there is no object in it; false where there is one. */
  boolean removeIfEmpty(Path gone) throws IOException {
    whole.writeLock().lock();
    try {
      if (!FolderShelves.holdsNoFile(objects())) {
        return false;
      }
      Files.move(folder, gone);
    } finally {
      whole.writeLock().unlock();
    }
    FolderShelves.removeTree(gone);
    return true;
  }

  /** What a new bucket's folder looks like. */
  static void furnish(Path folder, long bornAt) throws IOException {
    for (String name : new String[] {OBJECTS, UPLOADS, ASIDE}) {
      Draft.makeFolders(folder.resolve(name));
    }
    try (Draft draft = new Draft(folder.resolve(ASIDE))) {
      draft.finish("", java.time.Instant.ofEpochMilli(bornAt), Map.of());
      draft.show(folder.resolve(BORN));
    }
  }

  private void check(Condition condition, Path file, ObjectKey key) throws IOException {
    if (!condition.equals(Condition.NONE)) {
      condition.check(Optional.ofNullable(Walk.entry(file, key.value())));
    }
  }

  private interface Work {
    boolean run() throws IOException;
  }

  private boolean locked(ObjectKey key, Work work) throws IOException {
    Lock lock = keys[Math.floorMod(key.hashCode(), STRIPES)];
    whole.readLock().lock();
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
      whole.readLock().unlock();
    }
  }

  private void tidy(Path from) throws IOException {
    Path top = objects();
    for (Path each = from; !each.equals(top); each = Draft.parent(each)) {
      try {
        Files.delete(each);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return;
      }
    }
  }
}
