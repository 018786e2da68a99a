package gatehouse.engines.objects;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a bucket in the order of its keys' bytes, going only where a page of a listing leads. What
 * disappears meanwhile is not in it.
 */
final class Walk {
  private final String prefix;
  private final String delimiter;
  private final String after;
  private final int limit;
  private final Leaf leaf;
  private final List<ObjectEntry> objects = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private String last = "";
  private boolean more;

  /** Reads what lies at a key; null where there is nothing (any more). */
  @FunctionalInterface
  interface Leaf {
    @Nullable ObjectEntry entry(Path at, String key) throws IOException;
  }

  Walk(String prefix, String delimiter, String after, int limit) {
    this(prefix, delimiter, after, limit, Walk::entry);
  }

  Walk(String prefix, String delimiter, String after, int limit, Leaf leaf) {
    this.leaf = leaf;
    this.prefix = prefix;
    this.delimiter = delimiter;
    this.after = after;
    this.limit = limit;
  }

  ObjectShelf.Page of(Path objectsFolder) throws IOException {
    if (limit > 0) {
      visit(objectsFolder, "");
    }
    return new ObjectShelf.Page(objects, prefixes, more ? last : null);
  }

  /** What stands in a folder: an object's file, or the folder of what lies under a slash. */
  private record Step(String text, @Nullable Path file, @Nullable Path folder) {}

  private void visit(Path folder, String before) throws IOException {
    for (Step step : steps(folder, before)) {
      if (more) {
        return;
      }
      String text = step.text;
      if (step.file != null) {
        object(step.file, text);
      } else if (step.folder != null && mayHold(text)) {
        if (delimiter.equals("/") && text.startsWith(prefix) && text.length() > prefix.length()) {
          shared(text.substring(0, text.indexOf('/', prefix.length()) + 1), step.folder);
        } else {
          visit(step.folder, text);
        }
      }
    }
  }

  /** Whether keys that begin with a text can be of interest. */
  private boolean mayHold(String text) {
    return (text.startsWith(prefix) || prefix.startsWith(text))
        && (ObjectKey.compare(text, after) > 0 || after.startsWith(text));
  }

  private void object(Path file, String key) throws IOException {
    if (!key.startsWith(prefix) || ObjectKey.compare(key, after) <= 0) {
      return;
    }
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    if (end >= 0) {
      shared(key.substring(0, end + delimiter.length()), file);
      return;
    }
    ObjectEntry entry = leaf.entry(file, key);
    if (entry != null && room()) {
      objects.add(entry);
      last = key;
    }
  }

  /** Several keys told as one; only where there is one at all. */
  private void shared(String beginning, Path at) throws IOException {
    boolean told = !prefixes.isEmpty() && prefixes.getLast().equals(beginning);
    boolean gone = after.startsWith(beginning) || ObjectKey.compare(beginning, after) <= 0;
    if (!told && !gone && holdsAny(at) && room()) {
      prefixes.add(beginning);
      last = beginning;
    }
  }

  private boolean room() {
    more = objects.size() + prefixes.size() >= limit;
    return !more;
  }

  private static boolean holdsAny(Path at) throws IOException {
    String name = at.getFileName().toString();
    if (name.charAt(0) == KeyPath.OBJECT) {
      return Files.exists(at);
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(at)) {
      for (Path child : children) {
        if (holdsAny(child)) {
          return true;
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    }
    return false;
  }

  static @Nullable ObjectEntry entry(Path file, String key) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Footer footer = Footer.of(channel);
      return new ObjectEntry(new ObjectKey(key), footer.size(), footer.etag(), footer.modified());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private List<Step> steps(Path folder, String before) throws IOException {
    var steps = new ArrayList<Step>();
    collect(folder, before, new byte[0], steps);
    steps.sort(Comparator.comparing(Step::text, ObjectKey::compare));
    return steps;
  }

  /** Pieces too long for one file name are put together again. */
  private static void collect(Path folder, String before, byte[] begun, List<Step> into)
      throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        byte[] meaning = join(begun, KeyPath.meaning(name));
        if (name.charAt(0) == KeyPath.LONGER) {
          collect(child, before, meaning, into);
          continue;
        }
        String text = before + new String(meaning, StandardCharsets.UTF_8);
        into.add(
            name.charAt(0) == KeyPath.OBJECT
                ? new Step(text, child, null)
                : new Step(text + "/", null, child));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Tidied away meanwhile: nothing is there.
    }
  }

  private static byte[] join(byte[] one, byte[] other) {
    return one.length == 0
        ? other
        : ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
