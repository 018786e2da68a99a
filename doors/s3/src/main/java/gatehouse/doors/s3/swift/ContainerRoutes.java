package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Page;
import gatehouse.core.storage.S3Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A container: a bucket of the project. */
final class ContainerRoutes {
  private static final int PAGE = 1000;

  private ContainerRoutes() {}

  static void serve(SwiftCall call) throws IOException {
    switch (call.request().getMethod()) {
      case "PUT" -> create(call);
      case "DELETE" -> delete(call);
      case "HEAD" -> head(call);
      case "GET" -> list(call);
      case "POST" -> change(call);
      default -> throw new SwiftFault(405, "A container does not answer this method.");
    }
  }

  private static void create(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    call.permit(S3Action.CREATE_BUCKET, bucket.value(), "");
    refuseSettings(call);
    call.done(call.shelf().createBucket(bucket) ? 201 : 202);
  }

  /** There is nothing of a container to change; saying so needs the right to change it. */
  private static void change(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    call.permit(S3Action.CREATE_BUCKET, bucket.value(), "");
    refuseSettings(call);
    requireBucket(call, bucket);
    call.done(204);
  }

  private static void delete(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    call.permit(S3Action.DELETE_BUCKET, bucket.value(), "");
    if (!call.shelf().deleteBucket(bucket)) {
      throw noSuch(bucket);
    }
    call.done(204);
  }

  private static void head(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    call.permit(S3Action.LIST_BUCKET, bucket.value(), "");
    requireBucket(call, bucket);
    var response = call.response();
    new Tally()
        .of(call.shelf(), bucket)
        .ifPresent(
            sum -> {
              response.setHeader("X-Container-Object-Count", Long.toString(sum.objects()));
              response.setHeader("X-Container-Bytes-Used", Long.toString(sum.bytes()));
            });
    call.done(204);
  }

  private static void list(SwiftCall call) throws IOException {
    BucketName bucket = call.bucket();
    call.permit(S3Action.LIST_BUCKET, bucket.value(), "");
    Wanted wanted = Wanted.of(call);
    requireBucket(call, bucket);
    Listings.answer(call, wanted, lines(call, bucket, wanted));
  }

  private static List<Listings.Line> lines(SwiftCall call, BucketName bucket, Wanted wanted)
      throws IOException {
    var lines = new ArrayList<Listings.Line>();
    String after = wanted.marker();
    while (lines.size() < wanted.limit()) {
      int limit = Math.min(PAGE, wanted.limit() - lines.size());
      Page page = call.shelf().page(bucket, wanted.prefix(), wanted.delimiter(), after, limit);
      for (Listings.Line line : merged(page)) {
        if (!wanted.reaches(line.called())) {
          return lines;
        }
        lines.add(line);
      }
      String next = page.next();
      if (next == null) {
        break;
      }
      after = next;
    }
    return lines;
  }

  /** Objects and shared beginnings, in the order of their names. */
  private static List<Listings.Line> merged(Page page) {
    var lines = new ArrayList<Listings.Line>();
    for (ObjectEntry each : page.objects()) {
      lines.add(
          new Listings.Item(
              each.key().value(), each.etag(), each.size(), Listings.date(each.modified())));
    }
    page.prefixes().forEach(prefix -> lines.add(new Listings.Folder(prefix)));
    lines.sort((one, other) -> ObjectKey.compare(one.called(), other.called()));
    return lines;
  }

  private static void requireBucket(SwiftCall call, BucketName bucket) throws IOException {
    if (!call.shelf().hasBucket(bucket)) {
      throw noSuch(bucket);
    }
  }

  private static Refused noSuch(BucketName bucket) {
    return new Refused(new NotFound("container", bucket.value()));
  }

  /** Access lists, versions, quotas and remarks of a container: none of it would be kept. */
  private static void refuseSettings(SwiftCall call) {
    for (String name : Collections.list(call.request().getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("x-container-read") || lower.equals("x-container-write")) {
        throw SwiftFault.notOffered(
            "Nothing is opened by lists here: give users a role, and a policy to narrow it.");
      }
      if (lower.startsWith("x-container-")
          || lower.startsWith("x-remove-container-")
          || lower.startsWith("x-versions-")
          || lower.startsWith("x-history-")) {
        throw SwiftFault.notOffered("Containers keep no settings here: " + lower + ".");
      }
    }
  }
}
