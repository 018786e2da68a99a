package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationBody(
    int id,
    String applicationKey,
    String name,
    String description,
    Instant createdAt,
    @Nullable Instant lastUse,
    @Nullable List<String> allowedIPs,
    Map<String, AllowedActionBody> allowedActions) {}
