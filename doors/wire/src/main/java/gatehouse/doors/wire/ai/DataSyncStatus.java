package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far data is on its way. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataSyncStatus(
    String state,
    StatusInfo info,
    Instant queuedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant startedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant endedAt,
    List<DataSyncProgress> progress) {}
