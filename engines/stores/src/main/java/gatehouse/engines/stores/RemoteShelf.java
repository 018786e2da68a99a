package gatehouse.engines.stores;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The buckets of one project, in a store elsewhere. */
final class RemoteShelf extends RemoteUploads {
  /** No key comes after this one that begins with what stands before it. */
  private static final String LAST = "\uDBFF\uDFFF";

  /** What is larger is sent in parts. */
  private static final long LARGEST = 1L << 30;

  RemoteShelf(S3Client client, ProjectBuckets names, Lock[] locks) {
    super(client, names, locks);
  }

  @Override
  public List<Bucket> buckets() throws IOException {
    var found = new ArrayList<Bucket>();
    for (var each : Account.buckets(client, names.prefix())) {
      names.here(each.name()).ifPresent(name -> found.add(new Bucket(name, each.creationDate())));
    }
    return found;
  }

  @Override
  public boolean hasBucket(BucketName bucket) throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () -> {
          try {
            var _ = client.headBucket(request -> request.bucket(there));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == 404) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public boolean createBucket(BucketName bucket) throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () -> {
          try {
            var _ = client.createBucket(request -> request.bucket(there));
            return true;
          } catch (S3Exception e) {
            if (code(e).equals("BucketAlreadyOwnedByYou")) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public boolean deleteBucket(BucketName bucket) throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () -> {
          try {
            var _ = client.deleteBucket(request -> request.bucket(there));
            return true;
          } catch (S3Exception e) {
            if (code(e).equals("NoSuchBucket")) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public Page page(BucketName bucket, String prefix, String delimiter, String after, int limit)
      throws IOException {
    String there = names.there(bucket);
    boolean beginning = !delimiter.isEmpty() && after.endsWith(delimiter);
    ListObjectsV2Response page =
        asking(
            bucket.value(),
            () ->
                client.listObjectsV2(
                    request -> {
                      request.bucket(there).prefix(prefix).maxKeys(limit);
                      if (!delimiter.isEmpty()) {
                        request.delimiter(delimiter);
                      }
                      if (!after.isEmpty()) {
                        request.startAfter(beginning ? after + LAST : after);
                      }
                    }));
    List<ObjectEntry> objects =
        page.contents().stream()
            .map(
                one ->
                    new ObjectEntry(
                        new ObjectKey(one.key()), one.size(), bare(one.eTag()), one.lastModified()))
            .toList();
    List<String> prefixes = page.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    return new Page(
        objects,
        prefixes,
        Boolean.TRUE.equals(page.isTruncated()) ? last(objects, prefixes) : null);
  }

  private static @Nullable String last(List<ObjectEntry> objects, List<String> prefixes) {
    String key = objects.isEmpty() ? null : objects.getLast().key().value();
    String prefix = prefixes.isEmpty() ? null : prefixes.getLast();
    if (key == null || prefix == null) {
      return key == null ? prefix : key;
    }
    return ObjectKey.compare(key, prefix) > 0 ? key : prefix;
  }

  @Override
  public Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit)
      throws IOException {
    Page page = page(bucket, prefix, "", after == null ? "" : after.value(), limit);
    return new Listing(page.objects(), page.next() == null ? null : new ObjectKey(page.next()));
  }

  @Override
  public Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) throws IOException {
    HeadObjectResponse head = head(bucket, key, null);
    return head == null ? Optional.empty() : Optional.of(entry(key, head));
  }

  @Override
  public Optional<Opened> open(BucketName bucket, ObjectKey key) throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () -> {
          try {
            var bytes = client.getObject(request -> request.bucket(there).key(key.value()));
            var is = bytes.response();
            return Optional.of(
                new Opened(
                    new ObjectEntry(key, is.contentLength(), bare(is.eTag()), is.lastModified()),
                    bytes));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<Reading> read(BucketName bucket, ObjectKey key) throws IOException {
    return reading(bucket, key, null);
  }

  @Override
  public Optional<Reading> read(BucketName bucket, ObjectKey key, String id) throws IOException {
    return reading(bucket, key, id);
  }

  private Optional<Reading> reading(BucketName bucket, ObjectKey key, @Nullable String id)
      throws IOException {
    HeadObjectResponse head = head(bucket, key, id);
    return head == null
        ? Optional.empty()
        : Optional.of(new RemoteReading(client, names.there(bucket), key, id, head));
  }

  @Override
  public ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length)
      throws IOException {
    if (length >= 0 && length <= LARGEST) {
      return write(bucket, key, bytes, length, Map.of(), Condition.NONE).entry();
    }
    String there = names.there(bucket);
    var _ = asking(bucket.value(), () -> new Writing(client, there, key).of(bytes, length));
    return written(bucket, key, null).entry();
  }

  @Override
  public Written write(
      BucketName bucket,
      ObjectKey key,
      InputStream bytes,
      long length,
      Map<String, String> headers,
      Condition condition)
      throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("The length of the body has to be said.");
    }
    String there = names.there(bucket);
    Lock lock = lock(bucket, key);
    try (var held = new Held(lock)) {
      var body =
          new Body(
              new HeldBack(
                  bytes,
                  length,
                  () -> {
                    held.take();
                    check(condition, bucket, key, null);
                  }),
              length);
      String version =
          body.sent(
              bucket,
              content ->
                  orEmpty(
                      client
                          .putObject(
                              request ->
                                  RemoteHeaders.onto(request, headers)
                                      .bucket(there)
                                      .key(key.value())
                                      .contentLength(length),
                              content)
                          .versionId()));
      return written(bucket, key, version.isEmpty() ? null : version);
    } catch (Refused e) {
      if (e.refusal() instanceof Unavailable) {
        requireBucket(bucket); // Some stores close on a body for which they have no bucket.
      }
      throw e;
    }
  }

  /** A lock that is taken on the way, and only then given back. */
  private static final class Held implements AutoCloseable {
    private final Lock lock;
    private boolean taken;

    Held(Lock lock) {
      this.lock = lock;
    }

    void take() {
      lock.lock();
      taken = true;
    }

    @Override
    public void close() {
      if (taken) {
        lock.unlock();
      }
    }
  }
}
