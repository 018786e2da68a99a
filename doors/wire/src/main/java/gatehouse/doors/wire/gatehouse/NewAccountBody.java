package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** An account to be made. */
public record NewAccountBody(@Nullable String username) {}
