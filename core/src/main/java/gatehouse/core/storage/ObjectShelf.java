package gatehouse.core.storage;

import gatehouse.core.identity.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object store with all that the S3 door needs of one. */
public interface ObjectShelf extends ObjectStore, Versions {

  /** The shelves of this installation. */
  interface Shelves extends ObjectStores {
    @Override
    ObjectShelf of(ProjectId project);

    /** Removes what was begun and left lying; to be called now and then. */
    void sweep() throws IOException;
  }

  /**
   * A part of a listing in which keys that share a beginning up to a delimiter are told as one.
   *
   * @param prefixes the shared beginnings, delimiter included
   * @param next the key or shared beginning after which the next part begins; null after the last
   */
  record Page(List<ObjectEntry> objects, List<String> prefixes, @Nullable String next) {
    public Page {
      objects = List.copyOf(objects);
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * What was sent along with an object: its content type, its owner's remarks, its checksums.
   *
   * @param version its id; empty in a bucket that never kept versions
   */
  record Details(ObjectEntry entry, Map<String, String> headers, String version) {
    public Details {
      headers = Map.copyOf(headers);
    }
  }

  /** An open object: details and bytes are of one writing, whatever is written meanwhile. */
  interface Reading extends AutoCloseable {
    /** What it is. */
    Details details();

    /** Some of its bytes; closing the stream closes the reading. */
    InputStream bytes(long from, long length) throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * Asked at the last moment before a writing is shown, while no other writing of the same key can
   * come between; what it throws keeps the writing from being shown.
   */
  @FunctionalInterface
  interface Condition {
    /** Every writing is welcome. */
    Condition NONE = present -> {};

    /** Throws where the writing may not replace what is there now. */
    void check(Optional<ObjectEntry> present);
  }

  /** A writing in several parts that is not complete. */
  record Upload(String id, ObjectKey key, Map<String, String> headers, Instant startedAt) {
    public Upload {
      headers = Map.copyOf(headers);
    }
  }

  /** A part that was written. */
  record Part(int number, long size, String etag, Instant modified) {}

  /** Whether a bucket is there. */
  boolean hasBucket(BucketName bucket) throws IOException;

  /**
   * A page of a listing.
   *
   * @param delimiter empty for none
   * @param after only what comes after this text; empty for all
   * @param limit 0 to 1000
   */
  Page page(BucketName bucket, String prefix, String delimiter, String after, int limit)
      throws IOException;

  /** Opens an object; empty where there is none. */
  Optional<Reading> read(BucketName bucket, ObjectKey key) throws IOException;

  /** Writes as {@link ObjectStore#write} does, with details and under a condition. */
  Written write(
      BucketName bucket,
      ObjectKey key,
      InputStream bytes,
      long length,
      Map<String, String> headers,
      Condition condition)
      throws IOException;

  /** Begins a writing in parts; the upload's id. */
  String begin(BucketName bucket, ObjectKey key, Map<String, String> headers) throws IOException;

  /** An upload that is not complete; empty where there is none, or it is of another key. */
  Optional<Upload> upload(BucketName bucket, ObjectKey key, String id) throws IOException;

  /** All uploads of a bucket that are not complete, by key. */
  List<Upload> uploads(BucketName bucket) throws IOException;

  /** Writes a part, or writes it anew. */
  Part writePart(
      BucketName bucket, ObjectKey key, String id, int number, InputStream bytes, long length)
      throws IOException;

  /** The parts that were written, by number. */
  List<Part> parts(BucketName bucket, ObjectKey key, String id) throws IOException;

  /** Makes one object of parts, in this order; the upload is gone then. */
  Written complete(
      BucketName bucket, ObjectKey key, String id, List<Integer> numbers, Condition condition)
      throws IOException;

  /** Drops an upload and its parts; whether it was there. */
  boolean abort(BucketName bucket, ObjectKey key, String id) throws IOException;
}
