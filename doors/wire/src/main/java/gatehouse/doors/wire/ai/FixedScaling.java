package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A fixed number of replicas. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FixedScaling(@Nullable Integer replicas) {}
