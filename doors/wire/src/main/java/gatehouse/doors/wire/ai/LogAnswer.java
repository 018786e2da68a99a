package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log as lines; {@code lastActivity} only where the run has ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogAnswer(@Nullable Instant lastActivity, List<LogLine> logs) {}
