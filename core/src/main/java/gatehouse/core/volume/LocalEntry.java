package gatehouse.core.volume;

import java.time.Instant;

/**
 * What lies under a path of a volume's folder.
 *
 * @param size in bytes; for a folder how many things lie in it
 * @param modified when it was last changed, nanoseconds since 1970
 * @param file tells one file from another under the same name
 */
public record LocalEntry(KeyPath path, long size, long modified, String file) {

  /** A moment as {@code modified} counts, cut to the microsecond. */
  public static long nanos(Instant at) {
    return Math.addExact(
        Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano() / 1000 * 1000L);
  }
}
