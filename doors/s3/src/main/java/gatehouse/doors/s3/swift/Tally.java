package gatehouse.doors.s3.swift;

import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import java.io.IOException;
import java.util.Optional;

/**
 * Counts what is in containers, up to a bound for each request: what is not counted is not told.
 */
final class Tally {
  private static final int PAGE = 1000;

  private int left = 100_000;

  /** How much is in a container. */
  record Sum(long objects, long bytes) {
    static final Sum NOTHING = new Sum(0, 0);

    Sum and(Sum other) {
      return new Sum(objects + other.objects, bytes + other.bytes);
    }
  }

  /** Counts a container; empty where that is too much. */
  Optional<Sum> of(ObjectShelf shelf, BucketName bucket) throws IOException {
    Sum sum = Sum.NOTHING;
    ObjectKey after = null;
    do {
      if (left <= 0) {
        return Optional.empty();
      }
      var part = shelf.list(bucket, "", after, PAGE);
      long bytes = part.objects().stream().mapToLong(ObjectEntry::size).sum();
      sum = sum.and(new Sum(part.objects().size(), bytes));
      left -= part.objects().size();
      after = part.next();
    } while (after != null);
    return Optional.of(sum);
  }
}
