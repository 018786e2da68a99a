package gatehouse.engines.stores;

import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** The half of a shelf elsewhere that knows what was before. */
abstract class RemoteVersions extends RemoteBase {
  /** In the order of a listing; of one moment, the latest and then the markers come first. */
  private static final Comparator<Version> ORDER =
      Comparator.comparing((Version each) -> each.entry().key())
          .thenComparing(each -> !each.latest())
          .thenComparing(each -> each.entry().modified(), Comparator.reverseOrder());

  RemoteVersions(S3Client client, ProjectBuckets names, Lock[] locks) {
    super(client, names, locks);
  }

  @Override
  public State versioning(BucketName bucket) throws IOException {
    String there = names.there(bucket);
    BucketVersioningStatus status =
        asking(
            bucket.value(),
            () -> client.getBucketVersioning(request -> request.bucket(there)).status());
    if (status == null) {
      return State.NEVER;
    }
    return status == BucketVersioningStatus.ENABLED ? State.ENABLED : State.SUSPENDED;
  }

  @Override
  public void setVersioning(BucketName bucket, State state) throws IOException {
    BucketVersioningStatus status =
        switch (state) {
          case NEVER ->
              throw new IllegalArgumentException("A bucket that kept versions can only stop to.");
          case ENABLED -> BucketVersioningStatus.ENABLED;
          case SUSPENDED -> BucketVersioningStatus.SUSPENDED;
        };
    String there = names.there(bucket);
    var _ =
        asking(
            bucket.value(),
            () ->
                client.putBucketVersioning(
                    request ->
                        request.bucket(there).versioningConfiguration(to -> to.status(status))));
  }

  @Override
  public VersionPage versions(
      BucketName bucket,
      String prefix,
      String delimiter,
      String afterKey,
      @Nullable String afterId,
      int limit)
      throws IOException {
    String there = names.there(bucket);
    ListObjectVersionsResponse page =
        asking(
            bucket.value(),
            () ->
                client.listObjectVersions(
                    request -> {
                      request.bucket(there).prefix(prefix).maxKeys(limit);
                      if (!delimiter.isEmpty()) {
                        request.delimiter(delimiter);
                      }
                      if (!afterKey.isEmpty()) {
                        request.keyMarker(afterKey).versionIdMarker(afterId);
                      }
                    }));
    boolean more = Boolean.TRUE.equals(page.isTruncated());
    return new VersionPage(
        merged(page),
        page.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
        more ? page.nextKeyMarker() : null,
        more ? page.nextVersionIdMarker() : null);
  }

  /** The protocol tells versions and markers in one list, the SDK in two. */
  private static List<Version> merged(ListObjectVersionsResponse page) {
    var all = new ArrayList<Version>();
    page.deleteMarkers()
        .forEach(
            each ->
                all.add(
                    new Version(
                        new ObjectEntry(new ObjectKey(each.key()), 0, "", each.lastModified()),
                        each.versionId(),
                        each.isLatest(),
                        true)));
    page.versions()
        .forEach(
            each ->
                all.add(
                    new Version(
                        new ObjectEntry(
                            new ObjectKey(each.key()),
                            each.size(),
                            bare(each.eTag()),
                            each.lastModified()),
                        each.versionId(),
                        each.isLatest(),
                        false)));
    all.sort(ORDER);
    return all;
  }

  /** Most stores tell by HEAD alone what a marker is; a listing of one key does everywhere. */
  @Override
  public Optional<Version> version(BucketName bucket, ObjectKey key, @Nullable String id)
      throws IOException {
    HeadObjectResponse head = head(bucket, key, id);
    if (head != null) {
      String own = orEmpty(head.versionId());
      return Optional.of(
          new Version(entry(key, head), own.isEmpty() ? NULL : own, id == null, false));
    }
    if (versioning(bucket) == State.NEVER) {
      return Optional.empty();
    }
    return versions(bucket, key.value(), "", "", null, 1000).versions().stream()
        .filter(each -> each.entry().key().equals(key))
        .filter(each -> id == null ? each.latest() : each.id().equals(id))
        .findFirst();
  }

  @Override
  public Removed remove(BucketName bucket, ObjectKey key, @Nullable String id, Condition condition)
      throws IOException {
    String there = names.there(bucket);
    Lock lock = lock(bucket, key);
    lock.lock();
    try {
      HeadObjectResponse head = head(bucket, key, id);
      condition.check(head == null ? Optional.empty() : Optional.of(entry(key, head)));
      boolean any = head != null || (id != null && version(bucket, key, id).isPresent());
      if (id != null && !any) {
        return new Removed(false, id, false);
      }
      return asking(
          bucket.value(),
          () -> {
            var done =
                client.deleteObject(
                    request -> request.bucket(there).key(key.value()).versionId(id));
            return new Removed(
                any, orEmpty(done.versionId()), Boolean.TRUE.equals(done.deleteMarker()));
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean delete(BucketName bucket, ObjectKey key) throws IOException {
    return remove(bucket, key, null, Condition.NONE).there();
  }
}
