package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.S3Action;
import gatehouse.doors.s3.transfer.Bounded;
import gatehouse.doors.s3.transfer.Md5Checked;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes objects: sent along, or copied from others. */
final class Writings {
  private static final long LARGEST = 5L << 30;
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private Writings() {}

  static void put(SwiftCall call) throws IOException {
    Optional<String> source = call.header("X-Copy-From");
    if (source.isPresent()) {
      requireOwnAccount(call, "X-Copy-From-Account");
      copy(call, SwiftPath.named(call.path().account(), source.get()), call.path());
      return;
    }
    BucketName bucket = call.bucket();
    ObjectKey key = call.key();
    call.permit(S3Action.PUT_OBJECT, bucket.value(), key.value());
    Condition condition = condition(call);
    condition.check(call.shelf().find(bucket, key)); // Before a long body is sent for nothing.
    long length = length(call);
    InputStream sent = call.transfer().guarded(call.request().getInputStream());
    InputStream bytes = length < 0 ? new Bounded(sent, "the object", LARGEST) : sent;
    Optional<String> tag = tag(call);
    written(
        call,
        call.shelf()
            .write(
                bucket,
                key,
                tag.isPresent() ? checked(bytes, tag.get()) : bytes,
                length,
                Details.of(call),
                condition)
            .entry());
  }

  private static InputStream checked(InputStream bytes, String md5) {
    return new Md5Checked(
        bytes,
        HexFormat.of().parseHex(md5),
        () -> new SwiftFault(422, "The content does not have the MD5 that Etag says."));
  }

  static void copy(SwiftCall call) throws IOException {
    String target =
        call.header("Destination")
            .orElseThrow(
                () -> new SwiftFault(412, "Destination names where to: container/object."));
    requireOwnAccount(call, "Destination-Account");
    copy(call, call.path(), SwiftPath.named(call.path().account(), target));
  }

  private static void copy(SwiftCall call, SwiftPath from, SwiftPath to) throws IOException {
    var sourceBucket = new BucketName(from.container());
    var sourceKey = new ObjectKey(from.object());
    var bucket = new BucketName(to.container());
    var key = new ObjectKey(to.object());
    call.permit(S3Action.GET_OBJECT, sourceBucket.value(), sourceKey.value());
    call.permit(S3Action.PUT_OBJECT, bucket.value(), key.value());
    if (call.request().getContentLengthLong() > 0) {
      throw new Refused(new Invalid("body", "empty, for what is copied"));
    }
    try (Reading reading = ObjectRoutes.open(call, sourceBucket, sourceKey)) {
      ObjectEntry source = reading.details().entry();
      Conditions.check(call, source);
      ObjectEntry written =
          call.shelf()
              .write(
                  bucket,
                  key,
                  call.transfer().guarded(reading.bytes(0, source.size())),
                  source.size(),
                  Details.copied(call, reading.details().headers()),
                  present -> call.transfer().requireUncut())
              .entry();
      call.response().setHeader("X-Copied-From-Last-Modified", SwiftCall.date(source.modified()));
      written(call, written);
    }
  }

  private static void written(SwiftCall call, ObjectEntry entry) {
    Details.putTag(call.response(), entry);
    call.response().setHeader("Last-Modified", SwiftCall.date(entry.modified()));
    call.done(201);
  }

  /** The request's own condition, and that it was not cut. */
  private static Condition condition(SwiftCall call) {
    String none = call.header("If-None-Match").orElse("");
    if (!none.isEmpty() && !none.equals("*")) {
      throw new Refused(new Invalid("If-None-Match", "*, for a writing"));
    }
    return present -> {
      call.transfer().requireUncut();
      if (!none.isEmpty() && present.isPresent()) {
        throw Conditions.failed();
      }
    };
  }

  private static long length(SwiftCall call) {
    long length = call.request().getContentLengthLong();
    if (length < 0 && call.header("Transfer-Encoding").isEmpty()) {
      throw new SwiftFault(411, "Say how long the content is, or send it in chunks.");
    }
    if (length > LARGEST) {
      throw new Refused(new TooLarge("the object", LARGEST));
    }
    return length;
  }

  private static Optional<String> tag(SwiftCall call) {
    return call.header("Etag")
        .map(text -> text.replace("\"", "").strip().toLowerCase(Locale.ROOT))
        .map(
            text -> {
              if (!MD5.matcher(text).matches()) {
                throw new SwiftFault(422, "Etag is the MD5 of the content, in hex.");
              }
              return text;
            });
  }

  private static void requireOwnAccount(SwiftCall call, String header) {
    if (call.header(header).filter(text -> !text.equals(call.path().account())).isPresent()) {
      throw new Refused(new Invalid(header, "the account of the request itself"));
    }
  }
}
