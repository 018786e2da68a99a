package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account of the installation. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountBody(
    String name, String status, Instant createdAt, @Nullable Instant lastSignIn) {}
