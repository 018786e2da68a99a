package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** What may be changed about a project. */
public record ProjectUpdate(@Nullable String description, @Nullable Boolean manualQuota) {}
