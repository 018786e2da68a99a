package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How many replicas an app has: one of the two. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingStrategy(@Nullable FixedScaling fixed, @Nullable AutomaticScaling automatic) {}
