package gatehouse.engines.stores;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What asking a store elsewhere has in common, whatever is asked. */
abstract class RemoteBase implements ObjectShelf {
  final S3Client client;
  final ProjectBuckets names;
  private final Lock[] locks;

  RemoteBase(S3Client client, ProjectBuckets names, Lock[] locks) {
    this.client = client;
    this.names = names;
    this.locks = locks;
  }

  /** A question of the store. */
  interface Question<T extends @Nullable Object> {
    T ask() throws IOException;
  }

  /**
   * Asks; what the store says comes out in our words, and none of its own exceptions do: they would
   * be taken for an answer to whoever asked us.
   */
  static <T extends @Nullable Object> T asking(String bucket, Question<T> question)
      throws IOException {
    try {
      return question.ask();
    } catch (S3Exception e) {
      throw said(e, bucket);
    } catch (SdkException e) {
      throw new Refused(
          new Unavailable(
              "The object store of this installation does not answer: " + e.getMessage()));
    }
  }

  private static Exception words(S3Exception e, String bucket) {
    String text =
        e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorMessage());
    return switch (code(e)) {
      case "NoSuchBucket" -> new Refused(new NotFound("bucket", bucket));
      case "BucketNotEmpty" -> new Refused(new Conflict("The bucket is not empty."));
      case "NoSuchUpload" -> new Refused(new NotFound("upload", ""));
      case "InvalidPart", "InvalidPartOrder", "EntityTooSmall" ->
          new Refused(new Invalid("part", "as the store takes it: " + text));
      case "KeyTooLongError" -> new Refused(new Invalid("key", "shorter"));
      case "InvalidBucketName" -> new Refused(new Invalid("bucket", "one the store takes"));
      case "BucketAlreadyExists" ->
          new Refused(new Invalid("bucket", "free in this installation's store"));
      case "SlowDown", "ServiceUnavailable" ->
          new Refused(new Unavailable("The object store of this installation is busy."));
      case "InsufficientStorage", "QuotaExceeded" ->
          new IOException("No space left in the object store of this installation");
      default ->
          new IOException(
              "The object store of this installation answers "
                  + e.statusCode()
                  + " "
                  + code(e)
                  + " "
                  + text);
    };
  }

  private static IOException said(S3Exception e, String bucket) {
    return switch (words(e, bucket)) {
      case IOException failed -> failed;
      case Refused refused -> throw refused;
      case Exception other -> throw new IllegalStateException(other);
    };
  }

  static String code(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  /** What the store says of a version, or (null) of the latest; null where there is none. */
  final @Nullable HeadObjectResponse head(BucketName bucket, ObjectKey key, @Nullable String id)
      throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () -> {
          try {
            return client.headObject(
                request -> request.bucket(there).key(key.value()).versionId(id));
          } catch (S3Exception e) {
            if (e.statusCode() == 405 || (e.statusCode() == 400 && id != null)) {
              return null; // A marker, or no id of a version.
            }
            if (e.statusCode() != 404) {
              throw e;
            }
          }
          requireBucket(bucket); // An answer to HEAD has no body that would tell the two apart.
          return null;
        });
  }

  final void requireBucket(BucketName bucket) throws IOException {
    if (!hasBucket(bucket)) {
      throw new Refused(new NotFound("bucket", bucket.value()));
    }
  }

  /** Asks a condition about what is there now. */
  final void check(Condition condition, BucketName bucket, ObjectKey key, @Nullable String id)
      throws IOException {
    if (!condition.equals(Condition.NONE)) {
      HeadObjectResponse head = head(bucket, key, id);
      condition.check(head == null ? Optional.empty() : Optional.of(entry(key, head)));
    }
  }

  /** Two of this node's writings of one key do not pass each other. */
  final Lock lock(BucketName bucket, ObjectKey key) {
    return locks[Math.floorMod(31 * bucket.hashCode() + key.hashCode(), locks.length)];
  }

  static ObjectEntry entry(ObjectKey key, HeadObjectResponse head) {
    return new ObjectEntry(key, head.contentLength(), bare(head.eTag()), head.lastModified());
  }

  static String bare(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
