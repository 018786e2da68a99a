package gatehouse.core.workload;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the data of one volume is.
 *
 * @param source as {@code bucket@store}
 * @param state of the model, as {@code RUNNING}, {@code DONE}, {@code FORBIDDEN}
 * @param total how many things there are to look at; 0 while that is being found out
 * @param completed those that were moved
 * @param skipped those that were alike, and those left as they are for a reason
 * @param failed those that could not be moved
 * @param deleted those removed on the other side
 * @param transferredBytes what was moved
 * @param reason why it failed, or what was left out; null where there is nothing to say
 */
public record VolumeProgress(
    UUID id,
    UUID volume,
    String source,
    String state,
    long total,
    long completed,
    long skipped,
    long failed,
    long deleted,
    long transferredBytes,
    @Nullable Remark reason,
    Instant createdAt,
    Instant updatedAt) {

  /** How many things have had their turn. */
  public long processed() {
    return completed + skipped + failed + deleted;
  }
}
