package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.S3Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** An object: read, told about, told anew about, removed. */
final class ObjectRoutes {
  private ObjectRoutes() {}

  static void serve(SwiftCall call) throws IOException {
    NotOffered.refuse(call);
    switch (call.request().getMethod()) {
      case "GET", "HEAD" -> read(call);
      case "PUT" -> Writings.put(call);
      case "COPY" -> Writings.copy(call);
      case "POST" -> tellAnew(call);
      case "DELETE" -> delete(call);
      default -> throw new SwiftFault(405, "An object does not answer this method.");
    }
  }

  private static void read(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    ObjectKey key = call.key();
    call.permit(S3Action.GET_OBJECT, bucket.value(), key.value());
    try (Reading reading = open(call, bucket, key)) {
      ObjectEntry entry = reading.details().entry();
      Conditions.check(call, entry);
      Optional<Range> range =
          entry.size() == 0
              ? Optional.empty()
              : call.header("Range").flatMap(text -> Range.of(text, entry.size()));
      var response = call.response();
      Details.put(response, reading.details());
      response.setStatus(range.isPresent() ? 206 : 200);
      range.ifPresent(piece -> response.setHeader("Content-Range", piece.of(entry.size())));
      Range piece = range.orElse(new Range(0, entry.size()));
      response.setContentLengthLong(piece.length());
      if (!call.isHead()) {
        try (InputStream bytes =
            call.transfer().guarded(reading.bytes(piece.from(), piece.length()))) {
          OutputStream out = response.getOutputStream();
          bytes.transferTo(out);
        }
      }
    }
  }

  /** What was sent along is replaced; the content is written once more, unless it changed. */
  private static void tellAnew(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    ObjectKey key = call.key();
    call.permit(S3Action.GET_OBJECT, bucket.value(), key.value());
    call.permit(S3Action.PUT_OBJECT, bucket.value(), key.value());
    try (Reading reading = open(call, bucket, key)) {
      ObjectEntry entry = reading.details().entry();
      Map<String, String> details = Details.replaced(call, reading.details().headers());
      call.shelf()
          .write(
              bucket,
              key,
              call.transfer().guarded(reading.bytes(0, entry.size())),
              entry.size(),
              details,
              present -> {
                call.transfer().requireUncut();
                if (present.filter(now -> now.etag().equals(entry.etag())).isEmpty()) {
                  throw new Refused(new Conflict("The object was written meanwhile: try again."));
                }
              });
      call.done(202);
    }
  }

  private static void delete(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    ObjectKey key = call.key();
    call.permit(S3Action.DELETE_OBJECT, bucket.value(), key.value());
    if (!call.shelf().delete(bucket, key)) {
      throw noSuch(key);
    }
    call.done(204);
  }

  static Reading open(SwiftCall call, BucketName bucket, ObjectKey key) throws IOException {
    return call.shelf().read(bucket, key).orElseThrow(() -> noSuch(key));
  }

  private static Refused noSuch(ObjectKey key) {
    return new Refused(new NotFound("object", key.value()));
  }
}
