package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** So many jobs to be made of one wish. */
public record JobArrayBody(@Nullable Integer count, @Nullable JobWishBody job) {}
