package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** What something shall be called. */
public record DescriptionBody(@Nullable String description) {}
