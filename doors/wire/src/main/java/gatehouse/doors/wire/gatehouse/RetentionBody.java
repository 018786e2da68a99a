package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/**
 * How long backups are kept. Asked for with some of it, the rest stays as it is.
 *
 * @param retainedNumber how many of one notebook
 * @param lifetimeInDays after how many days they go; 0 for never
 * @param lifetimeEvictionThreshold so many, the newest, stay however old they are
 */
public record RetentionBody(
    @Nullable Integer retainedNumber,
    @Nullable Integer lifetimeInDays,
    @Nullable Integer lifetimeEvictionThreshold) {}
