package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session that somebody has open. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveSessionBody(
    String id,
    String kind,
    String name,
    Instant createdAt,
    @Nullable Instant lastUsed,
    @Nullable Instant expiresAt) {}
