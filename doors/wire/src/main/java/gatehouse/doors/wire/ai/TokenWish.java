package gatehouse.doors.wire.ai;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token to be made; {@code expiresAt} is Gatehouse's own. */
public record TokenWish(
    @Nullable String name,
    @Nullable String role,
    @Nullable String labelSelector,
    @Nullable Instant expiresAt) {}
