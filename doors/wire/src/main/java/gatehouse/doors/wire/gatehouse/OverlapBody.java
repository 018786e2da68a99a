package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** For how long the old password is accepted beside the new one. */
public record OverlapBody(@Nullable Long overlapSeconds) {}
