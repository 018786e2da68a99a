package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a token is for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenSpecAnswer(
    String name, String role, @Nullable String labelSelector, @Nullable Instant expiresAt) {}
