package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long backups are kept; the newest always is.
 *
 * @param retainedNumber how many of one notebook, at least 1
 * @param lifetimeInDays after how many days without a look they go; 0 for never
 * @param lifetimeEvictionThreshold so many of one notebook, the newest, stay however old they are;
 *     at least 1
 */
public record RetentionPolicy(
    int retainedNumber, int lifetimeInDays, int lifetimeEvictionThreshold) {

  /** What holds where nobody has said anything. */
  public static final RetentionPolicy USUAL = new RetentionPolicy(5, 30, 1);

  /** The most backups of one notebook. */
  public static final int MOST = 100;

  private static final int LONGEST = 3650;

  /**
   * @throws Refused with {@link Invalid} for numbers out of bounds
   */
  public RetentionPolicy {
    require("retainedNumber", retainedNumber, 1, MOST);
    require("lifetimeInDays", lifetimeInDays, 0, LONGEST);
    require("lifetimeEvictionThreshold", lifetimeEvictionThreshold, 1, MOST);
  }

  /** When a backup goes; null where it stays until others have come. */
  public @Nullable Instant evictionDate(Backup backup, List<Backup> newestFirst) {
    int place = newestFirst.indexOf(backup);
    return lifetimeInDays == 0 || (place >= 0 && place < lifetimeEvictionThreshold)
        ? null
        : backup.updatedAt().plus(Duration.ofDays(lifetimeInDays));
  }

  /** Those of one notebook that go now. */
  public List<Backup> evicted(List<Backup> newestFirst, Instant now) {
    var gone = new ArrayList<Backup>();
    for (int i = 0; i < newestFirst.size(); i++) {
      Instant end = evictionDate(newestFirst.get(i), newestFirst);
      if (i >= retainedNumber || (end != null && !now.isBefore(end))) {
        gone.add(newestFirst.get(i));
      }
    }
    return gone;
  }

  private static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Refused(new Invalid(field, least + " to " + most));
    }
  }
}
