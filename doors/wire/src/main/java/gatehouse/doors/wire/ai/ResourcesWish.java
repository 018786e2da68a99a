package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** The share of the machine that is asked for; memory in bytes. */
public record ResourcesWish(
    @Nullable Integer cpu, @Nullable Integer gpu, @Nullable String flavor, @Nullable Long memory) {}
