package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** A password that is proven. */
public record PasswordBody(@Nullable String password) {}
