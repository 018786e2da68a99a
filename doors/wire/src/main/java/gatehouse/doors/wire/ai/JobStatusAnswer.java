package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a job is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobStatusAnswer(
    String state,
    List<StateAt> history,
    StatusInfo info,
    long duration,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer exitCode,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String ip,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String externalIp,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant queuedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant initializingAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant startedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant stoppedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant finalizedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant timeoutAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastTransitionDate,
    String url,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String monitoringUrl,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String sshUrl,
    @Nullable String grpcAddress,
    List<DataSyncAnswer> dataSync,
    List<VolumeStatusAnswer> volumes) {}
