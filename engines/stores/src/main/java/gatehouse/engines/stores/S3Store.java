package gatehouse.engines.stores;

import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object store elsewhere. */
public final class S3Store implements ObjectStore, AutoCloseable {
  private final URI endpoint;
  private final S3Client client;

  /** Nothing is asked of it yet. */
  public S3Store(URI endpoint, String region, String accessKey, Secret secret) {
    this.endpoint = endpoint;
    this.client = Clients.of(endpoint, region, accessKey, secret, false);
  }

  @Override
  public List<Bucket> buckets() throws IOException {
    return asking(
        "",
        () ->
            client.listBuckets().buckets().stream()
                .map(one -> new Bucket(new BucketName(one.name()), one.creationDate()))
                .toList());
  }

  @Override
  public boolean createBucket(BucketName bucket) throws IOException {
    return asking(
        bucket.value(),
        () -> {
          try {
            var _ = client.createBucket(request -> request.bucket(bucket.value()));
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
    return asking(
        bucket.value(),
        () -> {
          try {
            var _ = client.deleteBucket(request -> request.bucket(bucket.value()));
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
  public Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit)
      throws IOException {
    return asking(
        bucket.value(),
        () -> {
          var page =
              client.listObjectsV2(
                  request -> {
                    request.bucket(bucket.value()).prefix(prefix).maxKeys(limit);
                    if (after != null) {
                      request.startAfter(after.value());
                    }
                  });
          List<ObjectEntry> entries = page.contents().stream().map(S3Store::entry).toList();
          boolean more = Boolean.TRUE.equals(page.isTruncated()) && !entries.isEmpty();
          return new Listing(entries, more ? entries.getLast().key() : null);
        });
  }

  @Override
  public Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) throws IOException {
    return asking(
        bucket.value(),
        () -> {
          try {
            var head =
                client.headObject(request -> request.bucket(bucket.value()).key(key.value()));
            return Optional.of(
                new ObjectEntry(key, head.contentLength(), bare(head.eTag()), head.lastModified()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<Opened> open(BucketName bucket, ObjectKey key) throws IOException {
    return asking(
        bucket.value(),
        () -> {
          try {
            var bytes =
                client.getObject(request -> request.bucket(bucket.value()).key(key.value()));
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
  public ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length)
      throws IOException {
    boolean written =
        asking(bucket.value(), () -> new Writing(client, bucket.value(), key).of(bytes, length));
    Optional<ObjectEntry> there = written ? find(bucket, key) : Optional.empty();
    return there.orElseThrow(
        () -> new IOException("the store lost " + key + " as soon as it was written"));
  }

  @Override
  public boolean delete(BucketName bucket, ObjectKey key) throws IOException {
    boolean there = find(bucket, key).isPresent();
    var _ =
        asking(
            bucket.value(),
            () -> client.deleteObject(request -> request.bucket(bucket.value()).key(key.value())));
    return there;
  }

  @Override
  public void close() {
    client.close();
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private <T> T asking(String bucket, Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (S3Exception e) {
      Refusal refusal = refusal(e, bucket);
      if (refusal != null) {
        throw new Refused(refusal);
      }
      throw new IOException(said(e), e);
    } catch (SdkException e) {
      throw new IOException(endpoint + " does not answer: " + e.getMessage(), e);
    }
  }

  private @Nullable Refusal refusal(S3Exception e, String bucket) {
    boolean badKey =
        code(e).equals("InvalidAccessKeyId") || code(e).equals("SignatureDoesNotMatch");
    return switch (e.statusCode()) {
      case 404 -> new NotFound("bucket", bucket + " at " + endpoint);
      case 401 -> new Unauthenticated(said(e));
      case 403 -> badKey ? new Unauthenticated(said(e)) : new Forbidden("", said(e));
      case 409 -> new Conflict(said(e));
      default -> null;
    };
  }

  private String said(S3Exception e) {
    String text = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
    return endpoint + " says " + e.statusCode() + (text == null ? "" : " " + code(e) + " " + text);
  }

  private static String code(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static ObjectEntry entry(S3Object one) {
    return new ObjectEntry(
        new ObjectKey(one.key()), one.size(), bare(one.eTag()), one.lastModified());
  }

  private static String bare(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
