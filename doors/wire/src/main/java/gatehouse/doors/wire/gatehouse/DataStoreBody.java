package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A data store, with what its type has; its secret is asked for elsewhere. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataStoreBody(
    String alias,
    String type,
    String owner,
    @Nullable String endpoint,
    @Nullable String region,
    @Nullable String accessKey,
    @Nullable String username,
    @Nullable String publicKey,
    @Nullable String hostKey,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {}
