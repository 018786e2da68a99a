package gatehouse.engines.objects;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Page;
import gatehouse.core.storage.Versions.Version;
import gatehouse.core.storage.Versions.VersionPage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A page of a bucket's versions: what is now and what was before, side by side. */
final class History {
  private final Room room;
  private final String prefix;
  private final String delimiter;
  private final int limit;
  private final List<Version> versions = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private @Nullable String lastKey;
  private @Nullable String lastId;
  private boolean more;

  History(Room room, String prefix, String delimiter, int limit) {
    this.room = room;
    this.prefix = prefix;
    this.delimiter = delimiter;
    this.limit = limit;
  }

  /** Reads a page, from after a key, or from within it. */
  VersionPage after(String key, @Nullable String id) throws IOException {
    if (limit > 0) {
      if (id != null && !key.isEmpty() && key.startsWith(prefix)) {
        rest(new ObjectKey(key), id);
      }
      walk(key);
    }
    return new VersionPage(versions, prefixes, more ? lastKey : null, more ? lastId : null);
  }

  /** All versions of a key, the newest first. */
  static List<Version> of(Room room, ObjectKey key) throws IOException {
    var all = new ArrayList<Version>();
    Footer now = Past.footer(room.file(key));
    if (now != null) {
      all.add(new Version(Past.entry(key, now), now.version(), true, false));
    }
    for (Past.Kept kept : room.past().of(key, now == null ? null : now.version())) {
      Footer footer = kept.footer();
      all.add(
          new Version(Past.entry(key, footer), footer.version(), all.isEmpty(), footer.isMarker()));
    }
    return all;
  }

  /** What was removed meanwhile is known by its place in time. */
  private void rest(ObjectKey key, String id) throws IOException {
    List<Version> all = of(room, key);
    int at = all.stream().map(Version::id).toList().indexOf(id);
    for (Version each : at < 0 ? all : all.subList(at + 1, all.size())) {
      if (at >= 0 || Stamp.order(each.id()) < Stamp.order(id) || !isTimed(each.id())) {
        add(each);
      }
    }
  }

  private static boolean isTimed(String id) {
    return Stamp.order(id) != Long.MAX_VALUE;
  }

  private void walk(String from) throws IOException {
    String after = from;
    while (!more) {
      Page now = new Walk(prefix, delimiter, after, limit).of(room.objects());
      Page before = new Walk(prefix, delimiter, after, limit, History::any).of(room.past().root());
      Set<String> shared = new HashSet<>(now.prefixes());
      shared.addAll(before.prefixes());
      var texts = new TreeSet<String>(ObjectKey::compare);
      texts.addAll(shared);
      now.objects().forEach(entry -> texts.add(entry.key().value()));
      before.objects().forEach(entry -> texts.add(entry.key().value()));
      String end = earlier(now.next(), before.next());
      for (String text : end == null ? texts : texts.headSet(end, true)) {
        if (shared.contains(text)) {
          share(text);
        } else {
          for (Version each : of(room, new ObjectKey(text))) {
            add(each);
          }
        }
      }
      if (end == null) {
        return;
      }
      after = end;
    }
  }

  private static @Nullable String earlier(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return ObjectKey.compare(one, other) <= 0 ? one : other;
  }

  private boolean isFull() {
    more = more || versions.size() + prefixes.size() >= limit;
    return more;
  }

  private void add(Version version) {
    if (!isFull()) {
      versions.add(version);
      lastKey = version.entry().key().value();
      lastId = version.id();
    }
  }

  private void share(String beginning) {
    if (!isFull()) {
      prefixes.add(beginning);
      lastKey = beginning;
      lastId = null;
    }
  }

  /** A key of which there is any version. */
  private static @Nullable ObjectEntry any(Path folder, String key) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return files.iterator().hasNext()
          ? new ObjectEntry(new ObjectKey(key), 0, "", Instant.EPOCH)
          : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
