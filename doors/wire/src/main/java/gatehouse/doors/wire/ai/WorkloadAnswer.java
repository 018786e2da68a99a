package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** A notebook, job or app. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadAnswer<S, T>(
    String id, Instant createdAt, Instant updatedAt, String user, S spec, T status) {}
