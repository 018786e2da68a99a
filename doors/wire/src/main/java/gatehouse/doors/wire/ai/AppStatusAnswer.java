package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an app is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppStatusAnswer(
    String state,
    List<StateAt> history,
    StatusInfo info,
    int availableReplicas,
    String url,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String monitoringUrl,
    @Nullable String grpcAddress,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String internalServiceIp,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastTransitionDate,
    List<DataSyncAnswer> dataSync,
    List<VolumeStatusAnswer> volumes) {}
