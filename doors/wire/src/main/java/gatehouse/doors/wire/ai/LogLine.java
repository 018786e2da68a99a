package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a log; {@code timestamp} only where it was kept. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogLine(@Nullable Instant timestamp, String content) {}
