package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far one volume is; {@code processed} counts all that had their turn. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataSyncProgress(
    String id,
    String direction,
    String state,
    long total,
    long completed,
    long processed,
    long skipped,
    long failed,
    long deleted,
    long transferredBytes,
    String info,
    @Nullable StatusInfo reason,
    Instant createdAt,
    Instant updatedAt) {}
