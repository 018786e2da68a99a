package gatehouse.doors.s3.awssdk;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Our refusals, and what a disk says, in the codes of S3. */
public final class Faults {
  private Faults() {}

  /** Something that may fail as a store does. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** Runs something; what it throws comes out as S3 would say it. */
  static <T extends @Nullable Object> T said(Work<T> work) {
    try {
      return work.run();
    } catch (Refused refused) {
      throw said(refused);
    } catch (IOException e) {
      AwsServiceException own = own(e);
      throw own == null ? said(e) : own;
    }
  }

  /** A refusal as S3 says it. */
  public static S3Exception said(Refused refused) {
    return switch (refused.refusal()) {
      case NotFound(String kind, String name) when kind.equals("bucket") -> noSuchBucket(name);
      case NotFound(String kind, String name) when kind.equals("upload") ->
          fault(404, "NoSuchUpload", "The upload " + name + " is complete, aborted or unknown.");
      case NotFound(String kind, String name) ->
          fault(403, "AccessDenied", "There is no " + kind + " " + name + " (any more).");
      case Conflict(String reason) -> fault(409, "BucketNotEmpty", reason);
      case Invalid(String field, String rule) when field.equals("bucket") ->
          fault(400, "InvalidBucketName", "A bucket's name is " + rule + ".");
      case Invalid(String field, String rule) when field.equals("part") ->
          fault(400, "InvalidPart", "A part must be " + rule + ".");
      case Invalid(String field, String rule) when field.equals("key") ->
          fault(400, "KeyTooLongError", "A key is " + rule + ".");
      case Invalid(String field, String rule) -> fault(400, "InvalidArgument", field + ": " + rule);
      case Forbidden(String missing, String why) -> fault(403, "AccessDenied", why);
      case Unauthenticated(String why) -> fault(403, "AccessDenied", why);
      case Unavailable(String reason) -> fault(503, "ServiceUnavailable", reason);
      default -> fault(500, "InternalError", "The request cannot be carried out.");
    };
  }

  /** An error of S3. */
  public static S3Exception fault(int status, String code, String message) {
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(details(code, message))
            .statusCode(status)
            .message(message)
            .build();
  }

  static NoSuchBucketException noSuchBucket(String name) {
    String message = "There is no bucket " + name + ".";
    return NoSuchBucketException.builder()
        .awsErrorDetails(details("NoSuchBucket", message))
        .statusCode(404)
        .message(message)
        .build();
  }

  static NoSuchKeyException noSuchKey() {
    String message = "The specified key does not exist.";
    return NoSuchKeyException.builder()
        .awsErrorDetails(details("NoSuchKey", message))
        .statusCode(404)
        .message(message)
        .build();
  }

  /** What a reader hears who asks for a marker by its id. */
  static S3Exception isMarker(String id) {
    String message = "What was asked for is a delete marker.";
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("MethodNotAllowed")
                    .errorMessage(message)
                    .sdkHttpResponse(
                        SdkHttpResponse.builder()
                            .statusCode(405)
                            .putHeader("x-amz-delete-marker", "true")
                            .putHeader("x-amz-version-id", id)
                            .build())
                    .build())
            .statusCode(405)
            .message(message)
            .build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
  }

  /** What S3Proxy itself threw while a body was read: a wrong checksum, say. */
  private static @Nullable AwsServiceException own(IOException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof AwsServiceException found) {
        return found;
      }
    }
    return null;
  }

  private static S3Exception said(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (e instanceof java.io.EOFException) {
      return fault(400, "IncompleteBody", "The body is not of the length that was announced.");
    }
    if (message.contains("no space left") || message.contains("quota")) {
      return fault(507, "InsufficientStorage", "The disk of this installation is full.");
    }
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(details("InternalError", "The store failed. Try again."))
            .statusCode(500)
            .cause(e)
            .build();
  }
}
