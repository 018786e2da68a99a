package gatehouse.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of buckets that belong together: those of one project, or those that one key pair of some
 * other store reaches. Nothing here decides who may: whoever holds a store was let in already.
 *
 * <p>A written object is seen whole or not at all, whatever happens to the writer or the machine.
 * Every call throws {@link gatehouse.core.refusal.Refused} with {@code NotFound} for a bucket that
 * is not there, and {@link IOException} where the store fails or does not answer.
 */
public interface ObjectStore {

  /** A bucket and when it was made. */
  record Bucket(BucketName name, Instant createdAt) {}

  /**
   * A part of a listing, in the order of the keys' UTF-8 bytes.
   *
   * @param next the key after which the next part begins; null after the last
   */
  record Listing(List<ObjectEntry> objects, @Nullable ObjectKey next) {
    public Listing {
      objects = List.copyOf(objects);
    }
  }

  /** An object and its bytes, from one moment; to be closed. */
  record Opened(ObjectEntry entry, InputStream bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** All buckets, by name. */
  List<Bucket> buckets() throws IOException;

  /** Makes a bucket; whether it was not there before. */
  boolean createBucket(BucketName bucket) throws IOException;

  /**
   * Removes a bucket; whether it was there. Throws {@link gatehouse.core.refusal.Refused} with
   * {@code Conflict} where there are objects in it.
   */
  boolean deleteBucket(BucketName bucket) throws IOException;

  /**
   * The objects whose keys begin with a prefix.
   *
   * @param after only keys after this one, or null for all
   * @param limit 1 to 1000
   */
  Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit)
      throws IOException;

  /** What a listing would say of one object; empty where there is none. */
  Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) throws IOException;

  /** Opens an object for reading; empty where there is none. */
  Optional<Opened> open(BucketName bucket, ObjectKey key) throws IOException;

  /**
   * Writes an object in place of what was there. Nothing is seen of it where reading {@code bytes}
   * throws or they are not of the promised length.
   *
   * @param length in bytes, or -1 where it is not known
   */
  ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length)
      throws IOException;

  /** Removes an object; whether it was there. */
  boolean delete(BucketName bucket, ObjectKey key) throws IOException;
}
