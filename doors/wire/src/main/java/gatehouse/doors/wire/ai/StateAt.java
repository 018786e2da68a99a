package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** A state, and when it was reached. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateAt(String state, Instant date) {}
