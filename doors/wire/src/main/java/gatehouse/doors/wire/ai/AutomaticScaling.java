package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A number of replicas that follows what they have to do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutomaticScaling(
    @Nullable Integer replicasMin,
    @Nullable Integer replicasMax,
    @Nullable String resourceType,
    @Nullable Integer averageUsageTarget,
    @Nullable CustomMetrics customMetrics,
    @Nullable Integer scaleUpStabilizationWindowSeconds,
    @Nullable Integer scaleDownStabilizationWindowSeconds,
    @Nullable Integer cooldownPeriodSeconds) {}
