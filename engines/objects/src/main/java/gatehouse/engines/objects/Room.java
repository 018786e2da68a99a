package gatehouse.engines.objects;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.Versions;
import gatehouse.core.storage.Versions.Removed;
import gatehouse.core.storage.Versions.State;
import gatehouse.core.storage.Versions.Written;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A bucket's folder: when it was made, its objects, what was before them, uploads that are not
 * complete, and drafts. What is shown or removed is so under the lock of its key.
 */
final class Room {
  static final String BORN = "born";
  static final String OBJECTS = "objects";
  static final String UPLOADS = "uploads";
  static final String ASIDE = "aside";
  static final String VERSIONS = "versions";
  private static final String VERSIONING = "versioning";

  private static final int STRIPES = 256;

  private final Path folder;
  private final Past past;
  private final ReentrantReadWriteLock whole = new ReentrantReadWriteLock();
  private final Lock[] keys = new Lock[STRIPES];

  Room(Path folder) {
    this.folder = folder;
    this.past = new Past(folder.resolve(VERSIONS));
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

  /** What was before the objects of now. */
  Past past() {
    return past;
  }

  /** Whether it keeps versions, or did. */
  boolean isVersioned() {
    return Files.exists(folder.resolve(VERSIONING));
  }

  State state() throws IOException {
    Footer footer = Past.footer(folder.resolve(VERSIONING));
    return footer == null ? State.NEVER : State.valueOf(footer.etag());
  }

  void become(State state, Instant now) throws IOException {
    if (state == State.NEVER) {
      throw new IllegalArgumentException("A bucket that kept versions can only stop to.");
    }
    try (Draft draft = new Draft(aside())) {
      draft.finish(state.name(), now, Map.of());
      draft.show(folder.resolve(VERSIONING));
    }
  }

  /** Shows a finished draft, unless the condition throws or the bucket is gone. */
  Written show(Draft draft, Footer footer, ObjectKey key, Condition condition) throws IOException {
    Path file = file(key);
    return locked(
        key,
        () -> {
          if (!isThere()) {
            throw new NoSuchFileException(folder.toString());
          }
          check(condition, file, key);
          boolean versioned = isVersioned();
          if (versioned) {
            keep(file, key, footer.version());
          }
          draft.show(file);
          if (versioned && footer.version().equals(Versions.NULL)) {
            past.drop(key, Versions.NULL);
          }
          return new Written(
              new ObjectEntry(key, footer.size(), footer.etag(), footer.modified()),
              versioned ? footer.version() : "");
        });
  }

  /** Removes an object, unless the condition throws; and the folders that are empty then. */
  Removed remove(ObjectKey key, Condition condition) throws IOException {
    Path file = file(key);
    boolean removed =
        locked(
            key,
            () -> {
              check(condition, file, key);
              return Files.deleteIfExists(file);
            });
    if (removed) {
      tidy(Draft.parent(file), objects());
    }
    return new Removed(removed, "", false);
  }

  /** Lays a marker over a key, unless the condition throws. */
  Removed cover(ObjectKey key, Draft marker, Footer footer, Condition condition)
      throws IOException {
    Path file = file(key);
    boolean removed =
        locked(
            key,
            () -> {
              check(condition, file, key);
              keep(file, key, footer.version());
              marker.show(past.file(key, footer.version()));
              return Files.deleteIfExists(file);
            });
    if (removed) {
      tidy(Draft.parent(file), objects());
    }
    return new Removed(removed, footer.version(), true);
  }

  /** Removes one version for good; what was before it takes its place, by one rename. */
  Removed remove(ObjectKey key, String id, Condition condition) throws IOException {
    Path file = file(key);
    Removed removed =
        locked(
            key,
            () -> {
              Footer present = Past.footer(file);
              boolean isPresent = present != null && present.version().equals(id);
              List<Past.Kept> before = past.of(key, isPresent ? id : null);
              Footer gone =
                  isPresent
                      ? present
                      : before.stream()
                          .filter(kept -> kept.footer().version().equals(id))
                          .map(Past.Kept::footer)
                          .findFirst()
                          .orElse(null);
              condition.check(Optional.ofNullable(gone).map(footer -> Past.entry(key, footer)));
              if (gone == null) {
                return new Removed(false, id, false);
              }
              boolean onTop = present == null && before.getFirst().footer().equals(gone);
              if (isPresent || onTop) {
                Past.Kept next = before.stream().skip(onTop ? 1 : 0).findFirst().orElse(null);
                if (next == null || next.footer().isMarker()) {
                  Files.deleteIfExists(file);
                } else {
                  next.bringBack(file);
                }
              }
              past.drop(key, id);
              return new Removed(true, id, gone.isMarker());
            });
    tidy(Draft.parent(file), objects());
    tidy(past.folder(key), past.root());
    return removed;
  }

  /** Removes the bucket where there is no object in it; false where there is one. */
  boolean removeIfEmpty(Path gone) throws IOException {
    whole.writeLock().lock();
    try {
      if (!FolderShelves.holdsNoFile(objects()) || !FolderShelves.holdsNoFile(past.root())) {
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
      draft.finish("", Instant.ofEpochMilli(bornAt), Map.of());
      draft.show(folder.resolve(BORN));
    }
  }

  private void keep(Path file, ObjectKey key, String unless) throws IOException {
    Footer present = Past.footer(file);
    if (present != null && !present.version().equals(unless)) {
      past.keep(file, key, present.version());
    }
  }

  private void check(Condition condition, Path file, ObjectKey key) throws IOException {
    if (!condition.equals(Condition.NONE)) {
      condition.check(Optional.ofNullable(Walk.entry(file, key.value())));
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T locked(ObjectKey key, Work<T> work) throws IOException {
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

  private static void tidy(Path from, Path top) throws IOException {
    for (Path each = from; !each.equals(top); each = Draft.parent(each)) {
      try {
        Files.delete(each);
      } catch (NoSuchFileException e) {
        // Somebody else tidies as well, or it was never made.
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }
}
