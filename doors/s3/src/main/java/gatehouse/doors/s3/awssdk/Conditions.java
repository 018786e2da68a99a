package gatehouse.doors.s3.awssdk;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectShelf.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Conditions of requests: on a reading, and on a writing at the moment it is shown. */
final class Conditions {
  private Conditions() {}

  /** Passes where an object may be answered. */
  static void check(GetObjectRequest request, ObjectEntry entry) {
    Instant modified = entry.modified().truncatedTo(ChronoUnit.SECONDS);
    if (request.ifMatch() != null) {
      if (!matches(request.ifMatch(), entry.etag())) {
        throw failed();
      }
    } else if (request.ifUnmodifiedSince() != null
        && modified.isAfter(request.ifUnmodifiedSince())) {
      throw failed();
    }
    if (request.ifNoneMatch() != null) {
      if (matches(request.ifNoneMatch(), entry.etag())) {
        throw notModified();
      }
    } else if (request.ifModifiedSince() != null && !modified.isAfter(request.ifModifiedSince())) {
      throw notModified();
    }
  }

  /** The condition under which a writing is shown: the request's own, and that it was not cut. */
  static Condition of(Pass pass, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    return present -> {
      pass.requireUncut();
      if (ifNoneMatch != null
          && present.filter(entry -> matches(ifNoneMatch, entry.etag())).isPresent()) {
        throw failed();
      }
      if (ifMatch != null) {
        if (present.isEmpty()) {
          throw Faults.noSuchKey();
        }
        if (!matches(ifMatch, present.get().etag())) {
          throw failed();
        }
      }
    };
  }

  static S3Exception failed() {
    return Faults.fault(
        412, "PreconditionFailed", "At least one of the preconditions you specified did not hold.");
  }

  private static S3Exception notModified() {
    return (S3Exception) S3Exception.builder().statusCode(304).message("not modified").build();
  }

  static boolean matches(String condition, String etag) {
    for (String each : condition.split(",", -1)) {
      String bare = each.strip();
      if (bare.startsWith("W/")) {
        bare = bare.substring(2);
      }
      if (bare.equals("*") || bare.replace("\"", "").equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
