package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the data of a volume was last brought and written back. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeStatusAnswer(
    String id,
    String mountPath,
    String userVolumeId,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastPulledCreatedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastPushedCreatedAt) {}
