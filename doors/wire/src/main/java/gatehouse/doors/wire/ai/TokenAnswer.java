package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** A token. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenAnswer(
    String id,
    Instant createdAt,
    Instant updatedAt,
    TokenSpecAnswer spec,
    TokenStatusAnswer status) {}
