package gatehouse.core.storage;

import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store remembers of objects that were replaced or removed. A bucket remembers nothing until
 * it is told to; from then on each writing is a version of its own, and a removal that names none
 * lays a marker over the key. Told to stop, it keeps the versions it has and goes on with one that
 * has no id of its own.
 */
public interface Versions {
  /** The id of what was written while the bucket kept no versions. */
  String NULL = "null";

  /** Whether a bucket keeps versions. */
  enum State {
    /** It never did. */
    NEVER,
    ENABLED,
    /** It did once; what it kept is still there. */
    SUSPENDED
  }

  /**
   * A version of an object, or a marker that says it was removed.
   *
   * @param entry of a marker without size and tag
   * @param latest whether it is what a reader finds who names no version
   */
  record Version(ObjectEntry entry, String id, boolean latest, boolean marker) {}

  /**
   * A part of a listing: by key, the newest version first.
   *
   * @param nextKey the key or shared beginning the next part begins after; null after the last
   * @param nextId the version of that key which the next part begins after; null for all of them
   */
  record VersionPage(
      List<Version> versions,
      List<String> prefixes,
      @Nullable String nextKey,
      @Nullable String nextId) {
    public VersionPage {
      versions = List.copyOf(versions);
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * What was written.
   *
   * @param version its id; empty in a bucket that never kept versions
   */
  record Written(ObjectEntry entry, String version) {}

  /**
   * What a removal did.
   *
   * @param there whether there was anything to remove
   * @param version of what was removed, or of the marker that was laid; empty in a bucket that
   *     never kept versions
   * @param marker whether a marker was laid or removed
   */
  record Removed(boolean there, String version, boolean marker) {}

  /** Whether a bucket keeps versions. */
  State versioning(BucketName bucket) throws IOException;

  /**
   * Tells a bucket to keep versions, or to stop.
   *
   * @throws IllegalArgumentException for {@code NEVER}
   */
  void setVersioning(BucketName bucket, State state) throws IOException;

  /**
   * A page of a listing of versions.
   *
   * @param afterKey only what comes after this key or shared beginning; empty for all
   * @param afterId begins within {@code afterKey}, after this version; null for after all of them
   * @param limit 0 to 1000
   */
  VersionPage versions(
      BucketName bucket,
      String prefix,
      String delimiter,
      String afterKey,
      @Nullable String afterId,
      int limit)
      throws IOException;

  /**
   * What a listing would say of one version; empty where there is none.
   *
   * @param id null for the latest
   */
  Optional<Version> version(BucketName bucket, ObjectKey key, @Nullable String id)
      throws IOException;

  /** Opens a version; empty where there is none, or it is a marker. */
  Optional<Reading> read(BucketName bucket, ObjectKey key, String id) throws IOException;

  /**
   * Removes one version for good, or (null) the object as a bucket of its state does.
   *
   * @param condition asked about the object that is removed
   */
  Removed remove(BucketName bucket, ObjectKey key, @Nullable String id, Condition condition)
      throws IOException;
}
