package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account of the installation. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountBody(
    String name,
    String status,
    Instant createdAt,
    @Nullable Instant lastSignIn,
    Map<String, AllowedActionBody> allowedActions) {}
