package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role to be given. */
public record RoleWishBody(@Nullable String name, @Nullable Instant endsAt) {}
