package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How an app is asked whether it is ready, or alive. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeBody(
    @Nullable String path,
    @Nullable Integer port,
    @Nullable Integer initialDelaySeconds,
    @Nullable Integer periodSeconds,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer successThreshold,
    @Nullable Integer failureThreshold) {}
