package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user to be made. */
public record NewUserBody(
    @Nullable String description,
    @Nullable String username,
    @Nullable List<String> roles,
    @Nullable Instant endsAt) {}
