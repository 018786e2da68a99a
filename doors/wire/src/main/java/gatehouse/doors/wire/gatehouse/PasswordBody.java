package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** A password to be set. */
public record PasswordBody(@Nullable String password) {}
