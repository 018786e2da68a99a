package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application token; its value is in no answer but the one that makes it.
 *
 * @param labelSelector absent where it reaches everything
 * @param status {@code active} or {@code expired}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenBody(
    String id,
    String name,
    String role,
    String roleLabel,
    @Nullable String labelSelector,
    String owner,
    boolean isMine,
    String status,
    String statusInWords,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastUsed,
    @Nullable Instant expiresAt,
    int version,
    Map<String, AllowedActionBody> allowedActions) {}
