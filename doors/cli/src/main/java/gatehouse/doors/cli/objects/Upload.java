package gatehouse.doors.cli.objects;

import gatehouse.doors.cli.remote.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file into an object: small ones at once, large ones in parts, going on where one broke
 * off.
 */
public final class Upload {
  private static final long MIB = 1L << 20;
  private static final long PART = 16 * MIB;
  private static final long MOST_PARTS = 10_000;

  private final Store store;
  private final String bucket;

  /** Uploads into one bucket. */
  public Upload(Store store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /** Whether an object is what a file holds, as far as the object's tag says. */
  public static boolean isSame(Path file, StoredObject object) throws IOException {
    if (Files.size(file) != object.size()) {
      return false;
    }
    return object.etag().contains("-")
        ? object.etag().equals(tagOfParts(file, object.size()))
        : object.etag().equals(FilePart.of(file, 0, object.size()).md5());
  }

  /**
   * Writes a file.
   *
   * @param moved told of each number of bytes that are there
   */
  public void of(Path file, String key, LongConsumer moved) throws IOException {
    long size = Files.size(file);
    if (size <= PART) {
      FilePart whole = FilePart.of(file, 0, size);
      requireSame(key, whole.md5(), store.put(bucket, key, whole));
      moved.accept(size);
    } else {
      inParts(file, key, size, moved);
    }
    if (Files.size(file) != size) {
      throw new Failure(file + " changed while it was read: upload it again.");
    }
  }

  private void inParts(Path file, String key, long size, LongConsumer moved) throws IOException {
    Optional<String> begun = store.unfinished(bucket, key);
    Map<Integer, StoredObject> there =
        begun.isPresent() ? store.parts(bucket, key, begun.get()) : Map.of();
    @Nullable String upload = begun.orElse(null);
    if (upload == null) {
      upload = store.begin(bucket, key);
    }
    long length = partLength(size);
    var etags = new TreeMap<Integer, String>();
    for (long from = 0; from < size; from += length) {
      int number = (int) (from / length) + 1;
      FilePart part = FilePart.of(file, from, Math.min(length, size - from));
      StoredObject before = there.get(number);
      if (before == null || before.size() != part.length() || !before.etag().equals(part.md5())) {
        requireSame(key, part.md5(), store.putPart(bucket, key, upload, number, part));
      }
      etags.put(number, part.md5());
      moved.accept(part.length());
    }
    String _ = store.complete(bucket, key, upload, etags);
  }

  private static void requireSame(String key, String sent, String there) {
    if (there.matches("[0-9a-f]{32}") && !there.equals(sent)) {
      throw new Failure("What arrived of " + key + " is not what was sent: upload it again.");
    }
  }

  private static long partLength(long size) {
    long length = PART;
    while ((size + length - 1) / length > MOST_PARTS) {
      length *= 2;
    }
    return length;
  }

  /** The tag of an object written in parts: the sum of the sums, and how many. */
  private static String tagOfParts(Path file, long size) throws IOException {
    MessageDigest sum = FilePart.md5Sum();
    long length = partLength(size);
    int count = 0;
    for (long from = 0; from < size; from += length) {
      FilePart part = FilePart.of(file, from, Math.min(length, size - from));
      sum.update(HexFormat.of().parseHex(part.md5()));
      count++;
    }
    return HexFormat.of().formatHex(sum.digest()) + "-" + count;
  }
}
