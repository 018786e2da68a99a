package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session that somebody has open.
 *
 * @param name what opened it, in words
 * @param agent what opened it, as it called itself
 * @param isCurrent whether this call was made with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveSessionBody(
    String id,
    String kind,
    String name,
    String agent,
    boolean isCurrent,
    Instant createdAt,
    @Nullable Instant lastUsed,
    @Nullable Instant expiresAt,
    Map<String, AllowedActionBody> allowedActions) {}
