package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** A call that an application may make; {@code *} in the path stands for anything. */
public record RuleBody(@Nullable String method, @Nullable String path) {}
