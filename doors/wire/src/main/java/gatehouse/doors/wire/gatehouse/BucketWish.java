package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** A bucket that is wanted. */
public record BucketWish(@Nullable String name) {}
