package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** Name and password. */
public record SignInBody(@Nullable String username, @Nullable String password) {}
