package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectStore.Bucket;
import gatehouse.core.storage.S3Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An account: the containers of a project. */
final class AccountRoutes {
  private AccountRoutes() {}

  static void serve(SwiftCall call) throws IOException {
    switch (call.request().getMethod()) {
      case "HEAD" -> head(call);
      case "GET" -> list(call);
      default ->
          throw SwiftFault.notOffered(
              "An account is a project here: it is not made, changed or removed by this API.");
    }
  }

  /** Sums are told where every container may be looked into, and they are few enough to count. */
  private static void head(SwiftCall call) throws IOException {
    call.permit(S3Action.LIST_ALL_MY_BUCKETS, "", "");
    List<Bucket> buckets = call.shelf().buckets();
    var tally = new Tally();
    Tally.Sum sum = Tally.Sum.NOTHING;
    boolean whole = true;
    for (Bucket each : buckets) {
      Optional<Tally.Sum> counted = counted(call, tally, each.name());
      sum = sum.and(counted.orElse(Tally.Sum.NOTHING));
      whole &= counted.isPresent();
    }
    var response = call.response();
    response.setHeader("X-Account-Container-Count", Integer.toString(buckets.size()));
    if (whole) {
      response.setHeader("X-Account-Object-Count", Long.toString(sum.objects()));
      response.setHeader("X-Account-Bytes-Used", Long.toString(sum.bytes()));
    }
    call.done(204);
  }

  private static void list(SwiftCall call) throws IOException {
    call.permit(S3Action.LIST_ALL_MY_BUCKETS, "", "");
    Wanted wanted = Wanted.of(call);
    if (!wanted.delimiter().isEmpty()) {
      throw SwiftFault.notOffered("Containers are not listed by a delimiter here.");
    }
    var tally = new Tally();
    var lines = new ArrayList<Listings.Line>();
    for (Bucket each : call.shelf().buckets()) {
      String name = each.name().value();
      if (wanted.covers(name) && wanted.reaches(name) && lines.size() < wanted.limit()) {
        Optional<Tally.Sum> sum =
            wanted.json() ? counted(call, tally, each.name()) : Optional.empty();
        lines.add(
            new Listings.Container(
                name,
                sum.map(Tally.Sum::objects).orElse(null),
                sum.map(Tally.Sum::bytes).orElse(null),
                Listings.date(each.createdAt())));
      }
    }
    Listings.answer(call, wanted, lines);
  }

  /** What is in a container is for whoever may list it. */
  private static Optional<Tally.Sum> counted(SwiftCall call, Tally tally, BucketName bucket)
      throws IOException {
    try {
      call.permit(S3Action.LIST_BUCKET, bucket.value(), "");
      return tally.of(call.shelf(), bucket);
    } catch (Refused refused) {
      return Optional.empty(); // Not theirs to see, or removed meanwhile.
    }
  }
}
