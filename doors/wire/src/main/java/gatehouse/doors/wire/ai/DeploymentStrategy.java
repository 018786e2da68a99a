package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How an app goes from one version to the next. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentStrategy(
    @Nullable String maxSurge,
    @Nullable String maxUnavailable,
    @Nullable Integer progressDeadlineSeconds,
    @Nullable Integer terminationGracePeriodSeconds) {}
