package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** An application token to be made. */
public record NewAiToken(
    @Nullable String name,
    @Nullable String role,
    @Nullable String labelSelector,
    @Nullable String region) {}
