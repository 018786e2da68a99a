package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How many replicas an app has. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingStrategy(@Nullable FixedScaling fixed, @Nullable Object automatic) {}
