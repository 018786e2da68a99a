package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** A call that a consumer key may make. */
public record AccessRuleBody(@Nullable String method, @Nullable String path) {}
