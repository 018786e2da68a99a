package gatehouse.engines.volumes;

import gatehouse.core.volume.Synced;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * What was alike when, by path, in a file and not in memory. A crash costs what was noted in the
 * last second and nothing more, and what that said is found out again. For use by several threads.
 */
final class SyncRecord implements Closeable {
  private static final int FIELDS = 4;
  private static final int CACHE_MEGABYTES = 4;
  private static final int TIDYING_MILLIS = 500;

  private final MVStore store;
  private final MVMap<String, String> entries;

  private SyncRecord(MVStore store) {
    this.store = store;
    this.entries =
        store.openMap(
            "synced",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
  }

  /**
   * Opens what is there. One that cannot be read is begun anew: what it said is found out again.
   *
   * @throws IOException where somebody else has it open, or the disk has no room for it
   */
  static SyncRecord open(Path file) throws IOException {
    try {
      return openOnce(file);
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new IOException("this volume is being moved already", e);
      }
      Files.deleteIfExists(file);
    }
    try {
      return openOnce(file);
    } catch (MVStoreException e) {
      throw new IOException("cannot note what was moved", e);
    }
  }

  private static SyncRecord openOnce(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(CACHE_MEGABYTES)
            // What fails behind our back fails again, and is said, with the next thing to note.
            .backgroundExceptionHandler((thread, thrown) -> {})
            .open();
    try {
      return new SyncRecord(store);
    } catch (MVStoreException e) {
      store.closeImmediately();
      throw e;
    }
  }

  /** How a path was when both were alike; null where they never were. */
  @Nullable Synced get(String path) throws IOException {
    try {
      String value = entries.get(path);
      return value == null ? null : synced(value);
    } catch (MVStoreException e) {
      throw broken(e);
    }
  }

  /** All there is, as it is now, in memory: for what is never more than a few. */
  Map<String, Synced> all() throws IOException {
    var all = new HashMap<String, Synced>();
    try {
      entries.entrySet().forEach(entry -> all.put(entry.getKey(), synced(entry.getValue())));
    } catch (MVStoreException e) {
      throw broken(e);
    }
    return all;
  }

  /** Is told of paths. */
  interface Visitor<T extends Throwable> {
    void visit(String path) throws IOException, T;
  }

  /** The paths there are, as they are now, one after another. */
  <T extends Throwable> void eachPath(Visitor<T> visitor) throws IOException, T {
    Iterator<String> paths = first();
    for (String path = next(paths); path != null; path = next(paths)) {
      visitor.visit(path);
    }
  }

  private Iterator<String> first() throws IOException {
    try {
      return entries.keyIterator(null);
    } catch (MVStoreException e) {
      throw broken(e);
    }
  }

  /** Reads on in the file; null at its end. */
  private static @Nullable String next(Iterator<String> paths) throws IOException {
    try {
      return paths.hasNext() ? paths.next() : null;
    } catch (MVStoreException e) {
      throw broken(e);
    }
  }

  /** Both are alike now. */
  void put(String path, Synced synced) throws IOException {
    try {
      String _ = entries.put(path, line(synced));
    } catch (MVStoreException e) {
      throw broken(e);
    }
  }

  /** Neither is there any more. */
  void remove(String path) throws IOException {
    try {
      String _ = entries.remove(path);
    } catch (MVStoreException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      store.close(TIDYING_MILLIS);
    } catch (MVStoreException e) {
      store.closeImmediately();
      throw broken(e);
    }
  }

  private static IOException broken(MVStoreException e) {
    return new IOException("cannot note what was moved: is the disk full?", e);
  }

  private static String line(Synced synced) {
    return synced.size() + "\t" + synced.modified() + "\t" + synced.etag() + "\t" + synced.file();
  }

  private static Synced synced(String line) {
    List<String> fields = List.of(line.split("\t", FIELDS));
    return new Synced(
        fields.get(2), Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), fields.get(3));
  }
}
