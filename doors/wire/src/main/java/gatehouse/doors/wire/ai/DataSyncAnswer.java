package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** That data was brought or written back, or is on its way. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataSyncAnswer(
    String id, Instant createdAt, Instant updatedAt, DataSyncBody spec, DataSyncStatus status) {}
